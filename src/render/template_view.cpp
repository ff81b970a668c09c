#include "template_view.h"

#include <array>

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/markdown.h"
#include "markdown_blocks.h"
#include "parts.h"
#include "view.h"

namespace digest {
namespace {

using nlohmann::ordered_json;

bool is_address(std::string_view key) {
    return key == "url" || key == "pdf_url";
}

/// Beside the Markdown, or an address.
bool is_place(std::string_view key) {
    return key == "image" || key == "path";
}

/// Every string becomes Markdown that is safe wherever a template puts it; the editor's own stays as written.
void prepare(ordered_json& value, std::string_view key, bool editors, const MarkdownBlocks& blocks) {
    if (value.is_object()) {
        const auto by = value.find("by");
        const bool own = by != value.end() && *by == "editor";
        for (auto& [name, child] : value.items()) {
            prepare(child, name, own, blocks);
        }
    } else if (value.is_array()) {
        for (ordered_json& child : value) {
            prepare(child, key, editors || key == "items", blocks);
        }
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (is_address(key)) {
            value = escape_url(text);
        } else if (is_place(key)) {
            value = markdown_target(text);
        } else if (editors && (key == "text" || key == "list" || key == "caption" || key == "items")) {
            value = editors_markdown(text);
        } else {
            value = blocks.link_text(text);
        }
    }
}

ordered_json layout_of(const Edition& edition) {
    ordered_json layout = ordered_json::array();
    for (const Block wanted : edition.blocks) {
        ordered_json block = ordered_json::object();
        for (const std::string_view name : names_of<Block>()) {
            block[fmt::format("is_{}", name)] = name_of(wanted) == name;
        }
        layout.push_back(std::move(block));
    }
    return layout;
}

ordered_json labels_view(const Labels& labels) {
    return {{"research", labels.research},       {"why", labels.why},
            {"insights", labels.insights},       {"by", labels.by},
            {"source", labels.source},           {"related", labels.related},
            {"references", labels.references},   {"trends", labels.trends},
            {"trends_note", labels.trends_note}, {"chart_alt", labels.chart_alt},
            {"near_misses", labels.near_misses}};
}

/// Hugo and kramdown name a heading by its words and number, which change; this name does not.
std::string anchor_of(const Pick& pick, FrontMatter front_matter) {
    const bool is_read = front_matter == FrontMatter::hugo || front_matter == FrontMatter::jekyll;
    if (!is_read || pick.id.empty()) {
        return {};
    }
    std::string name = "arxiv-" + file_stem(pick.id);
    for (char& c : name) {
        c = c == '.' ? '-' : c;
    }
    return " {#" + name + "}";
}

/// A template may ask each part of a blurb for its text and its list: they must not be found further out.
void even_out(ordered_json& parts) {
    for (ordered_json& part : parts) {
        if (!part.contains("text")) {
            part["text"] = "";
        }
        if (!part.contains("list")) {
            part["list"] = ordered_json::array();
        }
    }
}

void add_pick_parts(ordered_json& view, const Pick& pick, const MarkdownBlocks& blocks, FrontMatter front_matter) {
    even_out(view["why"]);
    even_out(view["insights"]);
    view["heading"] = blocks.heading(pick);
    view["anchor"] = anchor_of(pick, front_matter);
    view["byline"] = blocks.text(pick.byline);
    ordered_json items = ordered_json::array();
    for (const std::string& item : pick.items) {
        items.push_back(blocks.group_item(item));
    }
    view["items"] = std::move(items);
    view["why_text"] = blocks.blurb(pick.blurb.why);
    view["insights_text"] = blocks.blurb(pick.blurb.insights);
    if (pick.figure) {
        view["figure"]["alt"] = blocks.figure_alt(*pick.figure);
    }
    view["source"] = blocks.source(pick);
    view["related_text"] = blocks.related(pick);
}

/// Where the pictures beside the Markdown are found from the page.
void place_pictures(ordered_json& view, const std::string& base) {
    const auto place = [&base](ordered_json& value) {
        if (!value.is_string()) {
            return;
        }
        const std::string path = value.get<std::string>();
        if (!path.empty() && path.find("://") == std::string::npos) {
            value = base + path;
        }
    };
    if (view["cover"].is_object()) {
        place(view["cover"]["image"]);
    }
    if (view["trends"].is_object()) {
        place(view["trends"]["chart"]);
    }
    for (ordered_json& pick : view["picks"]) {
        if (pick["figure"].is_object()) {
            place(pick["figure"]["path"]);
        }
    }
}

void add_own_words(ordered_json& view, const Edition& edition) {
    if (edition.cover && !edition.cover->credit.empty()) {
        view["cover"]["credit"] = collapse_white_space(editors_markdown(edition.cover->credit));
    }
    if (!edition.opening_markdown.empty()) {
        view["opening"] = ordered_json::array({editors_markdown(edition.opening_markdown)});
    }
    if (!edition.closing_markdown.empty()) {
        view["closing"] = editors_markdown(edition.closing_markdown);
    }
}

Edition specimen_edition() {
    const ComposedSentence sentence{.text = "x", .sources = {0}, .operations = {Operation::cut}, .list = {"x"}};
    const Signal signal{.name = "x", .value = 1.0, .weight = 1.0, .evidence = {SentenceEvidence{"x"}}};
    Pick pick{.number = 1, .id = "2201.00001", .version = 1, .title = "x"};
    pick.also_in_heading = pick.extras = {{"x", "https://x.example"}};
    pick.items = pick.authors = {"x"};
    pick.blurb = {{sentence}, {sentence}};
    pick.figure = Figure{.path = "x"};
    pick.related = {{.id = "2201.00001"}};
    pick.signals = {signal};
    Edition edition;
    edition.blocks = {Block::opening};
    edition.opening = edition.closing = edition.colophon = edition.notices = edition.topics = {"x"};
    edition.publisher = "x";
    edition.cover = Cover{};
    edition.news = {NewsItem{}};
    edition.picks = {std::move(pick)};
    edition.near_misses = {{.id = "2201.00001"}};
    edition.trends = {{.term = "x", .examples = {"x"}}, {.term = "x", .rising = false, .examples = {"x"}}};
    edition.references = {Reference{}};
    return edition;
}

}  // namespace

ordered_json template_view(const Edition& edition, const RenderOptions& options) {
    const MarkdownBlocks blocks{edition};
    ordered_json view = edition_view(edition);
    prepare(view, {}, false, blocks);
    add_own_words(view, edition);
    for (std::size_t i = 0; i < edition.picks.size(); ++i) {
        add_pick_parts(view["picks"][i], edition.picks[i], blocks, options.front_matter);
    }
    for (std::size_t i = 0; i < edition.news.size(); ++i) {
        view["news"][i]["markdown"] = blocks.news_item(edition.news[i]);
    }
    for (std::size_t i = 0; i < edition.near_misses.size(); ++i) {
        view["near_misses"][i]["markdown"] = blocks.near_miss(edition.near_misses[i]);
    }
    for (std::size_t i = 0; i < edition.references.size(); ++i) {
        view["references"][i]["markdown"] = blocks.reference(edition.references[i]);
    }
    if (!edition.trends.empty()) {
        ordered_json lines = ordered_json::array();
        for (const Trend& trend : edition.trends) {
            lines.push_back(blocks.trend(trend));
        }
        view["trends"]["lines"] = std::move(lines);
        view["trends"]["chart"] = markdown_target(options.chart_path);
    }
    if (!options.picture_base.empty()) {
        place_pictures(view, options.picture_base);
    }
    const bool has_heading = options.front_matter == FrontMatter::none;
    view["heading"] = has_heading ? blocks.text(shown_title(edition)) : std::string{};
    view["labels"] = labels_view(labels_of(edition.language));
    view["layout"] = layout_of(edition);
    view["opening_text"] = blocks.opening();
    view["research_text"] = blocks.research();
    view["closing_text"] = blocks.closing();
    view["colophon_text"] = blocks.colophon();
    view["has_research"] = !edition.picks.empty() || !blocks.research().empty();
    view["has_near_misses"] = !edition.near_misses.empty();
    view["has_references"] = !edition.references.empty();
    return view;
}

ordered_json template_specimen() {
    ordered_json view = template_view(specimen_edition(), {});
    for (const char* block : {"why", "insights"}) {
        view["picks"][0][block][0]["list"] = ordered_json::array({"x"});
    }
    return view;
}

}  // namespace digest
