#include "digest/compose/blurb.h"

#include <algorithm>
#include <array>

#include "agreement.h"
#include "digest/base/ascii.h"
#include "digest/compose/abbreviations.h"
#include "digest/compose/bullets.h"
#include "digest/compose/choice.h"
#include "digest/compose/connectors.h"
#include "digest/compose/cues.h"
#include "digest/compose/third_person.h"
#include "digest/compose/words.h"

namespace digest {
namespace {

constexpr std::size_t most_sentences = 80;  // an abstract of 5,000 words is no abstract
constexpr int paragraph_words = 60;
constexpr int fewest_paragraph_words = 12;  // a short sentence by itself is no paragraph

void add_operation(std::vector<Operation>& operations, Operation operation) {
    if (std::find(operations.begin(), operations.end(), operation) == operations.end()) {
        operations.push_back(operation);
    }
}

/// A text in capitals throughout, or without the little words of English, cannot be rewritten by these rules.
bool can_be_rewritten(std::string_view text) {
    std::size_t upper = 0;
    std::size_t lower = 0;
    for (const char c : text) {
        upper += is_upper(c) ? 1U : 0U;
        lower += is_lower(c) ? 1U : 0U;
    }
    if (upper > lower) {
        return false;
    }
    const Words words = words_of(text);
    static constexpr auto little =
        std::to_array<std::string_view>({"the", "of", "and", "to", "in", "is", "for", "we", "with", "that", "this",
                                         "are", "on", "by", "our", "from", "as"});
    std::size_t found = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::find(little.begin(), little.end(), words[i]) != little.end()) {
            ++found;
        }
    }
    return words.size() < 12 || found * 100 >= words.size() * 9;
}

std::vector<DraftSentence> drafts_of(const Paper& paper, const BlurbOptions& options) {
    const MathStyle math = options.keep_math ? MathStyle::keep : MathStyle::unicode;
    const auto clean = clean_abstract(paper.abstract, math, options.known_words);
    const std::size_t count = std::min(clean.size(), most_sentences);
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::size_t s = 0; s < count; ++s) {
        texts.push_back(clean[s].text);
    }
    const auto roles = options.roles != nullptr ? options.roles->predict(texts) : roles_by_rule(texts);

    std::vector<DraftSentence> drafts(count);
    for (std::size_t s = 0; s < count; ++s) {
        DraftSentence& draft = drafts[s];
        draft.source = clean[s].source;
        draft.operations = clean[s].operations;
        draft.role = clean[s].label.value_or(roles[s].role);
        draft.confidence = clean[s].label ? 1.0 : roles[s].confidence;
        draft.text = with_safe_cuts(texts[s]);
        if (draft.text != texts[s]) {
            add_operation(draft.operations, Operation::cut);
        }
        draft.cues = find_cues(draft.text);
        if (const std::size_t connector = connector_length(draft.text); connector > 0) {
            // leaning that goes with the connector does not count
            const std::string rest = draft.text.substr(connector);
            const Cues without = find_cues(rest);
            Cues cues;
            for (unsigned bit = 0; bit <= static_cast<unsigned>(Cue::opens_enumeration); ++bit) {
                const auto cue = static_cast<Cue>(bit);
                const bool leaning = cue == Cue::leans || cue == Cue::leans_on_block;
                if (leaning ? without.has(cue) : draft.cues.has(cue)) {
                    cues.add(cue);
                }
            }
            draft.cues = cues;
        }
        draft.words = count_words(draft.text);
        const ThirdPerson person = to_third_person(draft.text);
        draft.rewritable = person.complete;
        draft.flawed = person.capital;
        if (clean[s].only_label) {
            draft.dropped = DropRule::label;
        }
        if (!clean[s].readable) {
            draft.dropped = DropRule::tex;
        }
        if (!draft.text.empty() && (draft.text.back() == ':' || draft.text.back() == ',')) {
            draft.dropped = DropRule::fragment;
        }
    }
    return drafts;
}

std::string with_full_stop(std::string text, std::vector<Operation>& operations) {
    std::string_view end = text;
    while (!end.empty() && (end.back() == '"' || end.back() == ')' || end.back() == '\'')) {
        end.remove_suffix(1);
    }
    if (end.size() > 3 && (end.substr(end.size() - 3) == "”" || end.substr(end.size() - 3) == "’")) {
        end.remove_suffix(3);
    }
    const bool stopped = !end.empty() && (end.back() == '.' || end.back() == '?' || end.back() == '!' ||
                                          (end.size() > 3 && end.substr(end.size() - 3) == "…"));
    if (stopped) {
        return text;
    }
    while (!text.empty() && (text.back() == ';' || text.back() == ' ')) {
        text.pop_back();
    }
    text += '.';
    add_operation(operations, Operation::full_stop);
    return text;
}

/// "2) ", "(3) " or "4. " at the start of a sentence: its length, and how the number before it is written.
struct LeadingMarker {
    std::size_t length = 0;
    std::string before{};
};

LeadingMarker marker_at_start(const std::string& text) {
    const std::size_t at = text.starts_with('(') ? 1 : 0;
    if (text.size() < at + 3 || !is_digit(text[at]) || text[at] < '2' || text[at + 2] != ' ') {
        return {};
    }
    const char close = text[at + 1];
    if (close != ')' && (close != '.' || at == 1)) {
        return {};
    }
    LeadingMarker marker{at + 3, text.substr(0, at + 2)};
    --marker.before[at];
    return marker;
}

/// What the paper gives stands only in sentences that could not be read: then the rest would miss the point.
bool misses_the_point(const std::vector<DraftSentence>& drafts) {
    const auto gives = [&](bool used) {
        return std::any_of(drafts.begin(), drafts.end(), [&](const DraftSentence& draft) {
            return draft.cues.has(Cue::contribution) && (used ? !draft.dropped : draft.dropped == DropRule::tex);
        });
    };
    return gives(false) && !gives(true);
}

class BlockWriter {
  public:
    BlockWriter(const std::vector<DraftSentence>& drafts, bool one_author) : drafts_(drafts), one_author_(one_author) {}

    /// Whether every verb written so far fits its one author.
    bool agrees() const { return agrees_; }

    std::vector<ComposedSentence> write(const Choice& choice, const std::vector<std::size_t>& block, bool insights) {
        sentences_.clear();
        context_ = {};
        context_.one_author = one_author_;
        const std::size_t turn = first_late_result(block);
        int total = 0;
        int before = 0;
        for (const std::size_t i : block) {
            total += drafts_[i].words;
        }
        for (std::size_t k = 0; k < block.size(); before += drafts_[block[k++]].words) {
            const DraftSentence& draft = drafts_[block[k]];
            ComposedSentence sentence = base_sentence(draft);
            const bool lifted = insights && k == 0 && choice.purpose.has_value();
            if (lifted) {
                sentence.text = choice.purpose->rest;
                add_operation(sentence.operations, Operation::purpose_clause);
            }
            const bool follows = k > 0 && block[k - 1] + 1 == block[k];
            rewrite(sentence, follows);
            if (insights) {
                const bool results_begin =
                    k == turn && k > 0 && total > paragraph_words && total - before >= fewest_paragraph_words;
                sentence.new_paragraph = results_begin || (!sentences_.empty() && !sentences_.back().list.empty());
                make_bullets(sentence);
            }
            sentences_.push_back(std::move(sentence));
        }
        return std::move(sentences_);
    }

    static ComposedSentence base_sentence(const DraftSentence& draft) {
        ComposedSentence sentence;
        sentence.text = draft.text;
        sentence.sources = {draft.source};
        sentence.operations = draft.operations;
        return sentence;
    }

  private:
    const std::vector<DraftSentence>& drafts_;
    bool one_author_;
    bool agrees_ = true;
    std::vector<ComposedSentence> sentences_{};
    PersonContext context_{};

    /// The first result behind the last sentence that announces something.
    std::size_t first_late_result(const std::vector<std::size_t>& block) const {
        std::size_t from = 0;
        for (std::size_t k = 0; k < block.size(); ++k) {
            if (drafts_[block[k]].cues.has(Cue::contribution)) {
                from = k + 1;
            }
        }
        for (std::size_t k = from; k < block.size(); ++k) {
            if (drafts_[block[k]].role == SentenceRole::result) {
                return k;
            }
        }
        return block.size();
    }

    /// The third of a count whose second is not here is no third.
    void remove_marker(ComposedSentence& sentence) const {
        const LeadingMarker marker = marker_at_start(sentence.text);
        if (marker.length == 0) {
            return;
        }
        for (const ComposedSentence& earlier : sentences_) {
            if (earlier.text.find(marker.before) != std::string::npos) {
                return;
            }
        }
        sentence.text = with_capital(sentence.text.substr(marker.length));
        add_operation(sentence.operations, Operation::marker);
    }

    void rewrite(ComposedSentence& sentence, bool follows) {
        remove_marker(sentence);
        if (!follows) {
            if (auto rest = without_connector(sentence.text)) {
                sentence.text = std::move(*rest);
                add_operation(sentence.operations, Operation::connector);
            }
        }
        ThirdPerson person = to_third_person(sentence.text, context_);
        sentence.text = std::move(person.text);
        if (person.who) {
            add_operation(sentence.operations, Operation::who);
        }
        if (person.our) {
            add_operation(sentence.operations, Operation::our);
        }
        if (person.capital) {
            add_operation(sentence.operations, Operation::capital);
        }
        agrees_ = agrees_ && person.agrees;
        context_ = person.context;
        sentence.text = with_full_stop(std::move(sentence.text), sentence.operations);
    }

    static void make_bullets(ComposedSentence& sentence) {
        auto bullets = as_bullets(sentence.text);
        if (!bullets) {
            return;
        }
        sentence.text = std::move(bullets->lead);
        sentence.list = std::move(bullets->items);
        add_operation(sentence.operations, Operation::bullets);
    }
};

bool defines(const std::string& text, const Abbreviation& abbreviation) {
    return text.find("(" + abbreviation.short_form + ")") != std::string::npos ||
           text.find(abbreviation.short_form + " (") != std::string::npos;
}

/// "an MDP" is "a Markov decision process". `at`: where the long form now stands.
void fit_article(std::string& text, std::size_t at) {
    const bool vowel = std::string_view{"aeioAEIO"}.find(text[at]) != std::string_view::npos;
    for (const std::string_view article : {"a ", "an ", "A ", "An "}) {
        if (at < article.size() || text.compare(at - article.size(), article.size(), article) != 0) {
            continue;
        }
        const std::size_t begin = at - article.size();
        if (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(') {
            continue;
        }
        text.replace(begin, article.size(), std::string(1, article[0]) + (vowel ? "n " : " "));
        return;
    }
}

/// Spells an abbreviation out at its first use where the sentence that defined it is not in the blurb.
void expand_abbreviations(Blurb& blurb, const std::vector<DraftSentence>& drafts) {
    std::vector<Abbreviation> abbreviations;
    for (const DraftSentence& draft : drafts) {
        if (!draft.dropped || draft.dropped == DropRule::tex) {
            continue;
        }
        for (Abbreviation& abbreviation : defined_abbreviations(draft.text)) {
            if (!is_everyday_abbreviation(abbreviation.short_form) && !has_first_person(abbreviation.long_form)) {
                abbreviations.push_back(std::move(abbreviation));
            }
        }
    }
    std::vector<ComposedSentence*> all;
    for (ComposedSentence& sentence : blurb.why) {
        all.push_back(&sentence);
    }
    for (ComposedSentence& sentence : blurb.insights) {
        all.push_back(&sentence);
    }
    for (const Abbreviation& abbreviation : abbreviations) {
        const bool defined = std::any_of(all.begin(), all.end(), [&](const ComposedSentence* sentence) {
            return defines(sentence->text, abbreviation);
        });
        if (defined) {
            continue;
        }
        for (ComposedSentence* sentence : all) {
            const std::size_t at = find_abbreviation(sentence->text, abbreviation.short_form);
            if (at == std::string::npos) {
                continue;
            }
            const bool in_brackets = at > 0 && sentence->text[at - 1] == '(';
            if (in_brackets) {
                break;
            }
            std::string whole = abbreviation.long_form + " (" + abbreviation.short_form + ")";
            if (at == 0) {
                whole = with_capital(std::move(whole));
            }
            sentence->text.replace(at, abbreviation.short_form.size(), whole);
            fit_article(sentence->text, at);
            add_operation(sentence->operations, Operation::expand);
            break;
        }
    }
}

/// Quotation marks within a quotation are single ones.
std::string with_single_quotes(std::string text) {
    for (const auto& [outer, inner] :
         {std::pair<std::string_view, std::string_view>{"“", "‘"}, {"”", "’"}, {"\"", "'"}}) {
        for (std::size_t at = text.find(outer); at != std::string::npos; at = text.find(outer, at + inner.size())) {
            text.replace(at, outer.size(), inner);
        }
    }
    return text;
}

/// The last resort for insights: the authors' own words, marked as such.
void quote_instead(Blurb& blurb, std::vector<DraftSentence>& drafts, bool one_author) {
    for (DraftSentence& draft : drafts) {
        if (draft.dropped != DropRule::first_person || draft.words < 8 || draft.cues.has(Cue::generic_we)) {
            continue;
        }
        ComposedSentence sentence = BlockWriter::base_sentence(draft);
        sentence.text = one_author ? "In the author's words: “" : "In the authors' words: “";
        sentence.text += with_full_stop(with_single_quotes(draft.text), sentence.operations) + "”";
        add_operation(sentence.operations, Operation::quote);
        blurb.insights.push_back(std::move(sentence));
        draft.dropped.reset();
        return;
    }
}

/// A marker or a connector that went, or a quotation that a list cut in two, can lay a first person bare.
bool speaks_in_first_person(const Blurb& blurb) {
    for (const auto* block : {&blurb.why, &blurb.insights}) {
        for (const ComposedSentence& sentence : *block) {
            if (has_first_person(sentence.text) ||
                std::any_of(sentence.list.begin(), sentence.list.end(), has_first_person)) {
                return true;
            }
        }
    }
    return false;
}

struct Composition {
    Blurb blurb{};
    std::vector<DraftSentence> drafts{};
    Choice choice{};
};

Composition compose(const Paper& paper, const BlurbOptions& options) {
    Composition composition;
    composition.drafts = drafts_of(paper, options);
    auto& drafts = composition.drafts;
    composition.choice = choose_sentences(drafts);
    const Choice& choice = composition.choice;
    if (paper.withdrawn || !can_be_rewritten(paper.abstract) || misses_the_point(drafts)) {
        return composition;
    }

    Blurb& blurb = composition.blurb;
    bool one_author = names_one_person(paper.authors);
    const auto write = [&] {
        BlockWriter writer(drafts, one_author);
        blurb.why = writer.write(choice, choice.why, false);
        blurb.insights = writer.write(choice, choice.insights, true);
        return writer.agrees();
    };
    if (!write()) {  // the plural throughout is better than half of it
        one_author = false;
        write();
    }
    if (choice.purpose && !choice.insights.empty()) {
        ComposedSentence aim = BlockWriter::base_sentence(drafts[choice.insights.front()]);
        aim.text = choice.purpose->aim;
        add_operation(aim.operations, Operation::purpose_clause);
        blurb.why = {std::move(aim)};
    }
    if (blurb.insights.empty() && !blurb.why.empty()) {
        quote_instead(blurb, drafts, one_author);
    }
    expand_abbreviations(blurb, drafts);
    if (speaks_in_first_person(blurb)) {
        blurb = {};
    }
    return composition;
}

}  // namespace

Blurb compose_blurb(const Paper& paper, const BlurbOptions& options) {
    Blurb blurb = compose(paper, options).blurb;
    if (!is_complete(blurb)) {
        return {};
    }
    return blurb;
}

std::vector<ExplainedSentence> explain_abstract(const Paper& paper, const BlurbOptions& options) {
    const Composition composition = compose(paper, options);
    const auto in = [](const std::vector<std::size_t>& indexes, std::size_t i) {
        return std::find(indexes.begin(), indexes.end(), i) != indexes.end();
    };
    std::vector<ExplainedSentence> sentences;
    sentences.reserve(composition.drafts.size());
    for (std::size_t i = 0; i < composition.drafts.size(); ++i) {
        const DraftSentence& draft = composition.drafts[i];
        const bool why = in(composition.choice.why, i);
        const bool insight = in(composition.choice.insights, i) || (!draft.dropped && !why);
        sentences.push_back({draft.text, draft.role, draft.confidence,
                             why       ? SentenceOutcome::why
                             : insight ? SentenceOutcome::insight
                                       : SentenceOutcome::dropped,
                             why || insight ? std::nullopt : draft.dropped});
    }
    return sentences;
}

}  // namespace digest
