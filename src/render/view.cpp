#include "view.h"

#include <cmath>

#include "digest/base/numbers.h"
#include "digest/text/evidence_words.h"
#include "parts.h"

namespace digest {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& text) {
    return text.empty() ? ordered_json(nullptr) : ordered_json(text);
}

std::string_view name_of(WordsBy by) {
    return by == WordsBy::editor ? "editor" : "abstract";
}

ordered_json names_of(const std::vector<Operation>& operations) {
    ordered_json names = ordered_json::array();
    for (const Operation operation : operations) {
        names.push_back(operation_name(operation));
    }
    return names;
}

ordered_json links_view(const std::vector<Link>& links) {
    ordered_json out = ordered_json::array();
    for (const Link& link : links) {
        out.push_back({{"label", link.label}, {"url", text_or_null(link.url)}});
    }
    return out;
}

ordered_json figure_view(const std::optional<Figure>& figure) {
    if (!figure) {
        return nullptr;
    }
    return {{"path", text_or_null(figure->path)},       {"number", text_or_null(figure->number)},
            {"caption", text_or_null(figure->caption)}, {"credit", text_or_null(figure->credit)},
            {"licence", text_or_null(figure->licence)}, {"licence_url", text_or_null(figure->licence_url)},
            {"url", text_or_null(figure->url)},         {"by", figure->by == WordsBy::editor ? "editor" : "paper"}};
}

ordered_json related_view(const std::vector<RelatedPaper>& papers) {
    ordered_json out = ordered_json::array();
    for (const RelatedPaper& paper : papers) {
        out.push_back({{"id", paper.id},
                       {"title", paper.title},
                       {"url", text_or_null(paper.url)},
                       {"reason", text_or_null(paper.reason)},
                       {"pick", paper.pick ? ordered_json(*paper.pick) : ordered_json(nullptr)}});
    }
    return out;
}

ordered_json pick_view(const Pick& pick) {
    return {{"number", pick.number},
            {"id", text_or_null(pick.id)},
            {"version", pick.version > 0 ? ordered_json(pick.version) : ordered_json(nullptr)},
            {"title", pick.title},
            {"url", text_or_null(pick.url)},
            {"pdf_url", text_or_null(pick.pdf_url)},
            {"also_in_heading", links_view(pick.also_in_heading)},
            {"items", pick.items},
            {"authors", pick.authors},
            {"byline", text_or_null(pick.byline)},
            {"extras", links_view(pick.extras)},
            {"topic", text_or_null(pick.topic)},
            {"reason", text_or_null(pick.reason)},
            {"score", rounded(pick.score)},
            {"pinned", pick.pinned},
            {"why", sentences_view(pick.blurb.why)},
            {"insights", sentences_view(pick.blurb.insights)},
            {"figure", figure_view(pick.figure)},
            {"related", related_view(pick.related)},
            {"signals", signals_view(pick.signals)}};
}

ordered_json news_view(const std::vector<NewsItem>& news) {
    ordered_json out = ordered_json::array();
    for (const NewsItem& item : news) {
        const bool editors = item.by == WordsBy::editor || !item.text.empty();
        out.push_back({{"title", text_or_null(item.title)},
                       {"url", text_or_null(item.url)},
                       {"source", text_or_null(item.source)},
                       {"date", item.date ? ordered_json(format_day(*item.date)) : ordered_json(nullptr)},
                       {"text", text_or_null(item.text)},
                       {"by", editors ? "editor" : "feed"}});
    }
    return out;
}

ordered_json near_misses_view(const std::vector<NearMiss>& misses) {
    ordered_json out = ordered_json::array();
    for (const NearMiss& miss : misses) {
        out.push_back({{"id", miss.id},
                       {"title", miss.title},
                       {"score", rounded(miss.score)},
                       {"lost_to", text_or_null(miss.lost_to)}});
    }
    return out;
}

ordered_json references_view(const std::vector<Reference>& references) {
    ordered_json out = ordered_json::array();
    for (const Reference& reference : references) {
        out.push_back({{"number", reference.number},
                       {"title", reference.title},
                       {"authors", text_or_null(reference.authors)},
                       {"year", reference.year > 0 ? ordered_json(reference.year) : ordered_json(nullptr)},
                       {"url", text_or_null(reference.url)},
                       {"named_as", text_or_null(reference.named_as)}});
    }
    return out;
}

ordered_json research_view(const Edition& edition) {
    return {{"text", join_sentences({edition.research_lead, edition.research_bold, edition.research_topics})},
            {"lead", text_or_null(edition.research_lead)},
            {"bold", text_or_null(edition.research_bold)},
            {"list", text_or_null(edition.research_topics)},
            {"topics", edition.topics}};
}

ordered_json cover_view(const std::optional<Cover>& cover) {
    if (!cover) {
        return nullptr;
    }
    return {{"image", cover->image}, {"alt", text_or_null(cover->alt)}, {"credit", text_or_null(cover->credit)}};
}

ordered_json publisher_view(const Edition& edition) {
    if (edition.publisher.empty()) {
        return nullptr;
    }
    return {{"name", edition.publisher}, {"url", text_or_null(edition.publisher_url)}};
}

std::vector<std::string_view> names_of_blocks(const std::vector<Block>& blocks) {
    std::vector<std::string_view> names;
    for (const Block block : blocks) {
        names.push_back(name_of(block));
    }
    return names;
}

}  // namespace

ordered_json rounded(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return nullptr;
    }
    return six_decimals(*value);
}

ordered_json window_view(const EditionKey& key, bool whole) {
    return {{"name", key.window_name()},
            {"from", format_rfc3339(key.window.from)},
            {"until", format_rfc3339(key.window.until)},
            {"whole", whole}};
}

ordered_json signals_view(const std::vector<Signal>& signals) {
    ordered_json out = ordered_json::array();
    for (const Signal& signal : signals) {
        out.push_back({{"name", signal.name},
                       {"value", rounded(signal.value)},
                       {"weight", rounded(signal.weight)},
                       {"evidence", evidence_in_words(signal.evidence)}});
    }
    return out;
}

ordered_json trends_view(const std::vector<Trend>& trends) {
    ordered_json rising = ordered_json::array();
    ordered_json falling = ordered_json::array();
    for (const Trend& trend : trends) {
        (trend.rising ? rising : falling)
            .push_back({{"term", trend.term},
                        {"papers", trend.papers},
                        {"papers_before", trend.papers_before},
                        {"ratio", rounded(trend.ratio)},
                        {"z", rounded(trend.z)},
                        {"examples", trend.examples}});
    }
    return {{"rising", std::move(rising)}, {"falling", std::move(falling)}};
}

ordered_json sentences_view(const std::vector<ComposedSentence>& sentences) {
    ordered_json out = ordered_json::array();
    for (const ComposedSentence& sentence : sentences) {
        out.push_back({{"text", sentence.text},
                       {"sources", sentence.sources},
                       {"operations", names_of(sentence.operations)},
                       {"by", name_of(sentence.by)},
                       {"new_paragraph", sentence.new_paragraph}});
        if (!sentence.list.empty()) {
            out.push_back({{"list", sentence.list}, {"by", name_of(sentence.by)}});
        }
    }
    return out;
}

ordered_json edition_view(const Edition& edition) {
    const bool own_opening = !edition.opening_markdown.empty();
    const bool own_closing = !edition.closing_markdown.empty();
    ordered_json picks = ordered_json::array();
    for (const Pick& pick : edition.picks) {
        picks.push_back(pick_view(pick));
    }
    return {
        {"schema", 1},
        {"digest", edition.program_version},
        {"month", edition.key.month.text()},
        {"window", window_view(edition.key, edition.whole)},
        {"draft", edition.draft},
        {"title", edition.title},
        {"subtitle", text_or_null(edition.subtitle)},
        {"language", name_of(edition.language)},
        {"math", name_of(edition.math)},
        {"blocks", names_of_blocks(edition.blocks)},
        {"cover", cover_view(edition.cover)},
        {"opening", own_opening ? ordered_json::array({edition.opening_markdown}) : ordered_json(edition.opening)},
        {"opening_by", own_opening ? "editor" : "digest"},
        {"news", news_view(edition.news)},
        {"publisher", publisher_view(edition)},
        {"research", research_view(edition)},
        {"picks", std::move(picks)},
        {"near_misses", near_misses_view(edition.near_misses)},
        {"trends", edition.trends.empty() ? ordered_json(nullptr) : trends_view(edition.trends)},
        {"closing", text_or_null(own_closing ? edition.closing_markdown : join_sentences(edition.closing))},
        {"closing_by", own_closing ? "editor" : "digest"},
        {"references", references_view(edition.references)},
        {"colophon", edition.colophon},
        {"considered", edition.considered},
        {"notices", edition.notices},
    };
}

std::string dump(const ordered_json& json, int indent) {
    return json.dump(indent, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace digest
