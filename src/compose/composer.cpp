#include "digest/compose/composer.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/compose/links.h"
#include "digest/compose/phrases.h"
#include "digest/compose/references.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/loss_words.h"
#include "digest/text/tex.h"

namespace digest {
namespace {

constexpr std::size_t shown_categories = 3;
constexpr std::size_t shown_trends = 3;
constexpr std::size_t shown_related = 3;

bool has_letter(std::string_view name) {
    return std::any_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_high(c); });
}

std::string readable(const std::string& tex, MathStyle style) {
    return collapse_white_space(tex_to_unicode(tex, style).text);
}

/// A section on its way: the pick and the paper behind it, for what names other works.
struct Section {
    Pick pick{};
    NamedIn paper{};
    std::optional<int> rank{};
    std::vector<std::vector<std::string>> other_authors{};  ///< of further works in its heading
};

class Composer {
  public:
    explicit Composer(const ComposeInput& input)
        : input_(input),
          phrases_(input.language),
          math_(input.math == MathOutput::mathjax ? MathStyle::keep : MathStyle::unicode) {}

    Edition compose() {
        copy_facts();
        compose_picks();
        compose_near_misses();
        compose_topics();
        edition_.title =
            input_.overlay.title.empty() ? phrases_.title(input_.title_pattern, input_.key) : input_.overlay.title;
        edition_.subtitle = phrases_.subtitle(topics_in_text_);
        compose_opening();
        compose_research();
        compose_closing();
        compose_colophon();
        return std::move(edition_);
    }

  private:
    const ComposeInput& input_;
    Phrases phrases_;
    MathStyle math_;
    Edition edition_{};
    std::vector<std::string> topics_in_text_{};

    void copy_facts() {
        edition_.key = input_.key;
        edition_.whole = input_.whole;
        edition_.draft = !input_.whole;
        edition_.language = input_.language;
        edition_.blocks = input_.blocks;
        edition_.math = input_.math;
        edition_.publisher = input_.publisher;
        edition_.publisher_url = input_.publisher_url;
        edition_.trends = input_.trends;
        edition_.cover = input_.overlay.cover;
        edition_.considered = input_.considered;
        edition_.notices = input_.notices;
        edition_.program_version = input_.program_version;
        for (const std::string& bullet : input_.overlay.news) {
            NewsItem item;
            item.text = bullet;
            item.by = WordsBy::editor;
            edition_.news.push_back(std::move(item));
        }
        edition_.news.insert(edition_.news.end(), input_.news.begin(), input_.news.end());
    }

    // --- picks

    const Paper* paper_of(const std::string& id) const {
        for (const ComposePick& pick : input_.picks) {
            if (pick.candidate.paper.id == id) {
                return &pick.candidate.paper;
            }
        }
        for (const Paper& paper : input_.named) {
            if (paper.id == id) {
                return &paper;
            }
        }
        return nullptr;
    }

    Section section_of(const ComposePick& source) const {
        const Paper& paper = source.candidate.paper;
        Section section = section_of(paper);
        Pick& pick = section.pick;
        pick.extras = extras_of(paper, source.links);
        pick.topic = source.topic;
        pick.reason = source.reason;
        pick.score = source.candidate.score;
        pick.signals = source.candidate.signals;
        pick.pinned = source.pinned;
        pick.figure = source.figure;
        pick.related = source.related;
        return section;
    }

    Section section_of(const Paper& paper) const {
        Section section;
        Pick& pick = section.pick;
        pick.id = paper.id;
        pick.version = paper.version;
        pick.title = readable(paper.title, math_);
        pick.url = abstract_url(paper.id);
        pick.pdf_url = pdf_url(paper.id);
        pick.authors = paper.authors;
        pick.extras = extras_of(paper);
        BlurbOptions options = input_.blurbs;
        options.keep_math = math_ == MathStyle::keep;
        pick.blurb = compose_blurb(paper, options);
        section.paper = {paper.id, pick.title, paper.abstract};
        return section;
    }

    static std::vector<ComposedSentence> editors(const std::string& markdown) {
        ComposedSentence sentence;
        sentence.text = markdown;
        sentence.by = WordsBy::editor;
        return {std::move(sentence)};
    }

    RelatedPaper named_related(const std::string& id, const std::vector<RelatedPaper>& known) const {
        for (const RelatedPaper& related : known) {
            if (related.id == id) {
                return related;
            }
        }
        const Paper* paper = paper_of(id);
        return {id, paper != nullptr ? readable(paper->title, math_) : "arXiv:" + id, abstract_url(id), {}, {}};
    }

    void add_link(std::vector<Link>& links, const Link& link) const {
        for (Link& existing : links) {
            if (existing.label == link.label) {
                existing.url = link.url;
                return;
            }
        }
        links.push_back(link);
    }

    /// The editor's words win over what was composed.
    void apply(const PinnedPick& pinned, Section& section) const {
        Pick& pick = section.pick;
        pick.pinned = true;
        section.rank = pinned.rank;
        if (const std::string& own = pinned.title.empty() ? pinned.heading : pinned.title; !own.empty()) {
            pick.title = own;
            pick.title_by = WordsBy::editor;
        }
        if (!pinned.url.empty()) {
            pick.url = pinned.url;
        }
        if (!pinned.authors.empty()) {
            pick.authors = pinned.authors;
        }
        pick.items = pinned.items;
        if (!pinned.why.empty()) {
            pick.blurb.why = editors(pinned.why);
        }
        if (!pinned.insights.empty()) {
            pick.blurb.insights = editors(pinned.insights);
        }
        for (const Link& link : pinned.links) {
            add_link(pick.extras, link);
        }
        if (pinned.figure) {
            pick.figure = pinned.figure;
            pick.figure->by = WordsBy::editor;
        }
        if (!pinned.related.empty()) {
            std::vector<RelatedPaper> related;
            for (const std::string& id : pinned.related) {
                related.push_back(named_related(id, pick.related));
            }
            pick.related = std::move(related);
        }
        for (std::size_t i = 1; i < pinned.ids.size(); ++i) {
            const Paper* paper = paper_of(pinned.ids[i]);
            if (paper != nullptr && pinned.authors.empty()) {
                section.other_authors.push_back(paper->authors);
            }
            pick.also_in_heading.push_back({paper != nullptr ? readable(paper->title, math_) : "arXiv:" + pinned.ids[i],
                                            abstract_url(pinned.ids[i])});
        }
    }

    Section pinned_section(const PinnedPick& pinned) const {
        if (pinned.ids.empty()) {
            return {};
        }
        if (const Paper* paper = paper_of(pinned.ids.front())) {
            return section_of(*paper);
        }
        Section section;
        section.pick.id = pinned.ids.front();
        section.pick.title = "arXiv:" + pinned.ids.front();
        section.pick.url = abstract_url(pinned.ids.front());
        section.pick.pdf_url = pdf_url(pinned.ids.front());
        return section;
    }

    std::vector<Section> sections() const {
        std::vector<Section> all;
        std::set<std::string> second;  // the second work of a heading is no section of its own
        for (const PinnedPick& pinned : input_.overlay.picks) {
            for (std::size_t i = 1; i < pinned.ids.size(); ++i) {
                second.insert(pinned.ids[i]);
            }
        }
        for (const ComposePick& pick : input_.picks) {
            if (!second.contains(pick.candidate.paper.id)) {
                all.push_back(section_of(pick));
            }
        }
        for (const PinnedPick& pinned : input_.overlay.picks) {
            const auto found = std::find_if(all.begin(), all.end(), [&](const Section& section) {
                return !pinned.ids.empty() && section.pick.id == pinned.ids.front();
            });
            Section& section = found != all.end() ? *found : all.emplace_back(pinned_section(pinned));
            apply(pinned, section);
        }
        return ranked(std::move(all));
    }

    /// Ranks that the editor gave, lowest first, into the order of the others.
    static std::vector<Section> ranked(std::vector<Section> all) {
        std::vector<Section> placed;
        std::stable_partition(all.begin(), all.end(), [](const Section& section) { return !section.rank; });
        const auto first =
            std::find_if(all.begin(), all.end(), [](const Section& section) { return section.rank.has_value(); });
        placed.assign(std::make_move_iterator(first), std::make_move_iterator(all.end()));
        all.erase(first, all.end());
        std::stable_sort(placed.begin(), placed.end(),
                         [](const Section& a, const Section& b) { return *a.rank < *b.rank; });
        for (Section& section : placed) {
            const auto rank = static_cast<std::size_t>(std::max(*section.rank, 1)) - 1;
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(std::min(rank, all.size())), std::move(section));
        }
        return all;
    }

    /// "Ada Example and Bob Sample; Cy Test."
    std::string byline(const Section& section) const {
        std::string text = byline_of(section.pick.authors, edition_.language);
        for (const std::vector<std::string>& authors : section.other_authors) {
            for (const std::string_view stop : {"。", "."}) {
                if (text.ends_with(stop) && !text.ends_with("et al.")) {
                    text.resize(text.size() - stop.size());
                }
            }
            if (!text.empty()) {
                text += phrases_.is_chinese() ? "；" : "; ";
            }
            text += byline_of(authors, edition_.language);
        }
        return text;
    }

    void compose_picks() {
        std::vector<NamedIn> papers;
        for (Section& section : sections()) {
            section.pick.number = static_cast<int>(edition_.picks.size()) + 1;
            section.pick.byline = byline(section);
            edition_.picks.push_back(std::move(section.pick));
            papers.push_back(std::move(section.paper));
        }
        for (Pick& pick : edition_.picks) {
            finish_related(pick);
            const bool silent = pick.items.empty() && (pick.blurb.why.empty() || pick.blurb.insights.empty());
            if (silent) {
                edition_.notices.push_back(
                    fmt::format("{}: its abstract cannot give both Why and Key insights; write them in the overlay",
                                pick.id.empty() ? pick.title : pick.id));
            }
        }
        edition_.references = mark_references(edition_.picks, papers, input_.landmarks);
    }

    /// Readers know the picks by their numbers. The reasons are told in English only.
    void compose_near_misses() {
        for (const RunnerUp& runner_up : input_.near_misses) {
            Loss loss = runner_up.loss;
            for (const Pick& pick : edition_.picks) {
                if (!pick.id.empty() && pick.id == loss.paper) {
                    loss.pick = pick.number;
                }
            }
            edition_.near_misses.push_back({runner_up.id, readable(runner_up.title, math_), runner_up.score,
                                            phrases_.is_chinese() ? std::string{} : loss_in_words(loss)});
        }
    }

    void finish_related(Pick& pick) const {
        std::vector<RelatedPaper> kept;
        for (RelatedPaper& related : pick.related) {
            const bool own = related.id == pick.id ||
                             std::any_of(pick.also_in_heading.begin(), pick.also_in_heading.end(),
                                         [&](const Link& link) { return link.url == abstract_url(related.id); });
            if (own || kept.size() == shown_related) {
                continue;
            }
            related.pick.reset();
            for (const Pick& other : edition_.picks) {
                if (!related.id.empty() && other.id == related.id) {
                    related.pick = other.number;
                }
            }
            if (related.url.empty()) {
                related.url = abstract_url(related.id);
            }
            kept.push_back(std::move(related));
        }
        pick.related = std::move(kept);
    }

    // --- the edition's own paragraphs

    const Topic* topic_named(const std::string& name) const {
        for (const Topic& topic : input_.topics) {
            if (topic.name == name) {
                return &topic;
            }
        }
        return nullptr;
    }

    void compose_topics() {
        for (const Pick& pick : edition_.picks) {
            if (pick.topic.empty() ||
                std::find(edition_.topics.begin(), edition_.topics.end(), pick.topic) != edition_.topics.end()) {
                continue;
            }
            edition_.topics.push_back(pick.topic);
            const Topic* topic = topic_named(pick.topic);
            if (topic == nullptr) {
                topics_in_text_.push_back(pick.topic);
            } else {
                topics_in_text_.push_back(phrases_.is_chinese() && !topic->name_zh.empty() ? topic->name_zh
                                                                                           : topic->running_text());
            }
        }
    }

    std::vector<std::pair<std::string, int>> largest_categories() const {
        std::vector<std::pair<std::string, int>> all(input_.primary_categories.begin(),
                                                     input_.primary_categories.end());
        std::erase_if(all, [](const auto& entry) { return entry.first.empty() || entry.second <= 0; });
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        if (all.size() > shown_categories) {
            all.resize(shown_categories);
        }
        return all;
    }

    std::vector<std::pair<std::string, int>> risen_terms() const {
        std::vector<std::pair<std::string, int>> terms;
        for (const Trend& trend : input_.trends) {
            if (trend.rising && terms.size() < shown_trends) {
                terms.emplace_back(trend.term, trend.papers);
            }
        }
        return terms;
    }

    bool shows(Block block) const {
        return std::find(input_.blocks.begin(), input_.blocks.end(), block) != input_.blocks.end();
    }

    void compose_opening() {
        edition_.opening_markdown = input_.overlay.opening;
        edition_.opening.push_back(phrases_.looks_back(input_.key.window));
        if (input_.considered > 0) {
            edition_.opening.push_back(phrases_.size(input_.considered, input_.sample, largest_categories()));
        }
        if (const auto terms = risen_terms(); !terms.empty()) {
            edition_.opening.push_back(phrases_.rose(terms));
        }
        if (!edition_.news.empty() && shows(Block::news)) {
            edition_.opening.push_back(phrases_.first_the_news());
        }
    }

    /// The signals that counted for the picks, heaviest first.
    std::vector<std::string> ranking_signals() const {
        for (const ComposePick& pick : input_.picks) {
            std::vector<const Signal*> counted;
            for (const Signal& signal : pick.candidate.signals) {
                if (signal.weight > 0) {
                    counted.push_back(&signal);
                }
            }
            if (counted.empty()) {
                continue;
            }
            std::stable_sort(counted.begin(), counted.end(),
                             [](const Signal* a, const Signal* b) { return a->weight > b->weight; });
            std::vector<std::string> names;
            for (const Signal* signal : counted) {
                names.push_back(signal->name);
            }
            return names;
        }
        return {};
    }

    void compose_research() {
        if (edition_.picks.empty()) {
            edition_.research_lead = phrases_.nothing_selected();
            return;
        }
        const bool publisher = !input_.publisher.empty();
        edition_.research_lead = phrases_.ranking(ranking_signals(), input_.per_topic_max, input_.publisher);
        edition_.research_bold = phrases_.selects(static_cast<int>(edition_.picks.size()), publisher);
        edition_.research_topics = phrases_.topics(topics_in_text_);
    }

    void compose_closing() {
        edition_.closing_markdown = input_.overlay.closing;
        edition_.closing.push_back(input_.closing.empty() ? phrases_.closing(input_.publisher) : input_.closing);
    }

    bool editor_wrote() const {
        return std::any_of(edition_.picks.begin(), edition_.picks.end(), [](const Pick& pick) {
            const auto by_editor = [](const ComposedSentence& sentence) { return sentence.by == WordsBy::editor; };
            return std::any_of(pick.blurb.why.begin(), pick.blurb.why.end(), by_editor) ||
                   std::any_of(pick.blurb.insights.begin(), pick.blurb.insights.end(), by_editor) ||
                   !pick.items.empty();
        });
    }

    /// A sentence a service, with the earliest and latest date of its numbers, and behind it the words in which the
    /// service asks to be named.
    std::vector<std::string> sources() const {
        std::vector<Provenance> services;
        std::vector<std::vector<std::string>> metrics;
        for (const Provenance& entry : input_.provenance) {
            if (entry.what == "repository") {
                continue;
            }
            auto found = std::find_if(services.begin(), services.end(),
                                      [&](const Provenance& other) { return other.service == entry.service; });
            if (found == services.end()) {
                services.push_back(entry);
                metrics.push_back({entry.what});
                continue;
            }
            metrics[static_cast<std::size_t>(found - services.begin())].push_back(entry.what);
            if (entry.first && (!found->first || *entry.first < *found->first)) {
                found->first = entry.first;
            }
            if (entry.last && (!found->last || *entry.last > *found->last)) {
                found->last = entry.last;
            }
            found->knows_future = found->knows_future || entry.knows_future;
        }
        std::vector<std::string> sentences;
        for (std::size_t i = 0; i < services.size(); ++i) {
            Phrases::Source source{metrics[i], services[i].service, {}, services[i].knows_future};
            const auto last = services[i].last;
            const auto first = services[i].first ? services[i].first : last;
            if (last) {
                source.dates = phrases_.as_of(std::chrono::floor<std::chrono::days>(*first),
                                              std::chrono::floor<std::chrono::days>(*last));
            }
            sentences.push_back(phrases_.colophon_source(source, input_.key));
            if (std::string asked = phrases_.colophon_attribution(source.service); !asked.empty()) {
                sentences.push_back(std::move(asked));
            }
        }
        return sentences;
    }

    void compose_colophon() {
        auto& colophon = edition_.colophon;
        colophon.push_back(phrases_.colophon_window(input_.key, input_.considered, input_.sample));
        if (!input_.whole) {
            colophon.push_back(phrases_.colophon_not_whole());
        }
        colophon.push_back(phrases_.colophon_prose(input_.sample));
        if (editor_wrote()) {
            colophon.push_back(phrases_.colophon_editor());
        }
        for (std::string& sentence : sources()) {
            colophon.push_back(std::move(sentence));
        }
        if (std::string made = phrases_.colophon_program(input_.program_version); !made.empty()) {
            colophon.push_back(std::move(made));
        }
        colophon.push_back(phrases_.colophon_thanks());
    }
};

}  // namespace

std::string byline_of(const std::vector<std::string>& authors, Language language) {
    constexpr std::size_t most = 4;
    constexpr std::size_t of_many = 3;
    const Phrases phrases(language);
    std::vector<std::string> names;
    for (const std::string& author : authors) {
        std::string name = has_letter(author) ? readable(author, MathStyle::unicode) : std::string{};
        if (!name.empty()) {
            names.push_back(std::move(name));  // the letters may have been those of a TeX command
        }
    }
    if (names.empty()) {
        return {};
    }
    if (names.size() > most) {
        names.resize(of_many);
        std::string text;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (i > 0) {
                text += phrases.is_chinese() ? "、" : ", ";
            }
            text += names[i];
        }
        return text + (phrases.is_chinese() ? " 等人。" : " et al.");
    }
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool last = i + 1 == names.size();
        if (i > 0) {
            text += phrases.is_chinese() ? (last ? " 和 " : "、") : (last ? " and " : ", ");
        }
        text += names[i];
    }
    if (text.back() == '.') {
        return text;
    }
    return text + (phrases.is_chinese() ? "。" : ".");
}

Edition compose_edition(const ComposeInput& input) {
    return Composer(input).compose();
}

}  // namespace digest
