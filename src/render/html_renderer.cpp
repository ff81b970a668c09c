#include <string>
#include <string_view>

#include <fmt/format.h>

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/render/chart.h"
#include "digest/render/renderer.h"
#include "digest/text/markdown.h"
#include "html_style.h"
#include "html_text.h"
#include "labels.h"
#include "parts.h"

namespace digest {
namespace {

using Images = std::map<std::string, std::string>;

std::string plain(std::string_view text) {
    return escape_html(strip_controls(is_valid_utf8(text) ? std::string{text} : repair_utf8(text)));
}

std::string element(std::string_view tag, std::string_view html, std::string_view of_class = {}) {
    if (html.empty()) {
        return {};
    }
    if (of_class.empty()) {
        return fmt::format("<{0}>{1}</{0}>\n", tag, html);
    }
    return fmt::format("<{0} class=\"{2}\">{1}</{0}>\n", tag, html, of_class);
}

std::string plain_link(std::string_view text, std::string_view url) {
    return html_link(plain(text), url);
}

/// Writes one edition as one page.
class HtmlPage {
  public:
    HtmlPage(const Edition& edition, const Images& images)
        : edition_(edition), images_(images), labels_(labels_of(edition.language)) {}

    std::string run() {
        const std::string title = plain(shown_title(edition_));
        std::string out = fmt::format(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
            "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
            edition_.language == Language::chinese ? "zh-Hans" : "en", title, html_style);
        out += element("h1", title);
        out += element("p", plain(edition_.subtitle), "subtitle");
        for (const Block block : edition_.blocks) {
            out += block_of(block);
        }
        return out + "</main>\n</body>\n</html>\n";
    }

  private:
    std::string block_of(Block block) const {
        switch (block) {
            case Block::cover:
                return cover();
            case Block::opening:
                return own_or_composed(edition_.opening_markdown, edition_.opening);
            case Block::news:
                return news();
            case Block::trends:
                return trends();
            case Block::research:
                return research();
            case Block::near_misses:
                return near_misses();
            case Block::closing:
                return own_or_composed(edition_.closing_markdown, edition_.closing);
            case Block::references:
                return references();
            case Block::colophon:
                return element("p", plain(join_sentences(edition_.colophon)), "colophon");
        }
        return {};
    }

    std::string own_or_composed(const std::string& own, const std::vector<std::string>& composed) const {
        return own.empty() ? element("p", with_publisher_linked(join_sentences(composed))) : editors_html(own);
    }

    std::string with_publisher_linked(std::string_view text) const {
        const std::string& name = edition_.publisher;
        const std::size_t at = name.empty() ? std::string_view::npos : text.find(name);
        if (at == std::string_view::npos) {
            return plain(text);
        }
        return plain(text.substr(0, at)) + plain_link(name, edition_.publisher_url) +
               plain(text.substr(at + name.size()));
    }

    /// The picture itself where its bytes are at hand, else a link to it (or nothing, for a file that is not there).
    std::string picture(const std::string& path, const std::string& alt, const std::string& caption) const {
        const auto found = images_.find(path);
        const std::string data = found == images_.end() ? std::string{} : image_data_url(found->second);
        if (data.empty()) {
            return element("p", encode_url(path).empty() ? std::string{} : plain_link(alt, path), "source");
        }
        return fmt::format("<figure>\n<img src=\"{}\" alt=\"{}\">\n{}</figure>\n", data, plain(alt),
                           element("figcaption", caption));
    }

    std::string cover() const {
        if (!edition_.cover) {
            return {};
        }
        return picture(edition_.cover->image, edition_.cover->alt, editors_inline_html(edition_.cover->credit));
    }

    std::string news_item(const NewsItem& item) const {
        if (item.by == WordsBy::editor || !item.text.empty()) {
            return editors_inline_html(item.text);
        }
        std::string facts = plain(item.source);
        if (item.date) {
            if (!facts.empty()) {
                facts += labels_.comma;
            }
            facts += written_day(*item.date, edition_.language);
        }
        const std::string linked = plain_link(item.title, item.url);
        return facts.empty() ? linked : fmt::format("{}{}{}{}", linked, labels_.dash, facts, labels_.stop);
    }

    std::string news() const {
        std::string items;
        for (const NewsItem& item : edition_.news) {
            items += element("li", news_item(item));
        }
        return list(items);
    }

    static std::string list(const std::string& items) { return items.empty() ? items : "<ul>\n" + items + "</ul>\n"; }

    std::string trends() const {
        if (edition_.trends.empty()) {
            return {};
        }
        std::string items;
        for (const Trend& trend : edition_.trends) {
            items +=
                element("li", fmt::format("<strong>{}</strong> {}", plain(trend.term), trend_words(trend, labels_)));
        }
        return element("h2", labels_.trends) + "<figure>\n" + render_chart(edition_.trends, edition_.language) +
               "</figure>\n" + element("p", labels_.trends_note, "note") + list(items);
    }

    std::string research() const {
        std::string text = with_publisher_linked(edition_.research_lead);
        if (!edition_.research_bold.empty()) {
            text += fmt::format("{}<strong>{}</strong>", blank_after(edition_.research_lead),
                                plain(edition_.research_bold));
        }
        if (!edition_.research_topics.empty()) {
            text.append(blank_after(edition_.research_bold)).append(plain(edition_.research_topics));
        }
        std::string out = element("h2", labels_.research) + element("p", text);
        for (const Pick& pick : edition_.picks) {
            out += pick_section(pick);
        }
        return out;
    }

    std::string pick_heading(const Pick& pick) const {
        const bool own = pick.title_by == WordsBy::editor;
        const std::string title = own ? editors_inline_html(pick.title) : plain(pick.title);
        std::string out = html_link(fmt::format("{}. {}", pick.number, title), pick.url);
        for (const Link& work : pick.also_in_heading) {
            out.append(labels_.last_and).append(plain_link(work.label, work.url));
        }
        for (const Link& extra : pick.extras) {
            if (encode_url(extra.url).empty()) {
                continue;
            }
            out += fmt::format(" <span class=\"extra\">|&#8288;&nbsp;{}</span>", plain_link(extra.label, extra.url));
        }
        return out;
    }

    std::string pick_section(const Pick& pick) const {
        std::string name = pick.id.empty() ? fmt::format("pick-{}", pick.number) : "arxiv-" + file_stem(pick.id);
        for (char& c : name) {
            c = c == '.' ? '-' : c;
        }
        std::string out = fmt::format("<section id=\"{}\">\n", escape_html(name)) + element("h3", pick_heading(pick));
        if (!pick.byline.empty()) {
            out += element("p", std::string{labels_.by} + plain(pick.byline), "byline");
        }
        std::string items;
        for (const std::string& item : pick.items) {
            items += element("li", editors_inline_html(item));
        }
        out += list(items);
        out += blurb(pick.blurb.why, labels_.why);
        out += blurb(pick.blurb.insights, labels_.insights);
        if (pick.figure && !pick.figure->path.empty()) {
            out += figure(*pick.figure);
        }
        out += source(pick);
        out += related(pick);
        return out + "</section>\n";
    }

    std::string blurb(const std::vector<ComposedSentence>& sentences, std::string_view label_text) const {
        std::string label = fmt::format("<strong>{}</strong>", label_text);
        std::string out;
        for (const BlurbPart& part : parts_of(sentences)) {
            if (part.editors) {
                out += editors_html(part.text, label);
            } else {
                out += fmt::format("<p>{}{}{}</p>\n", label, label.empty() ? "" : " ", plain(part.text));
            }
            label.clear();
            std::string items;
            for (const std::string& item : part.list) {
                items += element("li", part.editors ? editors_inline_html(item) : plain(item));
            }
            out += list(items);
        }
        return out;
    }

    std::string figure(const Figure& figure) const {
        const bool own = figure.by == WordsBy::editor;
        const auto words = [own](const std::string& text) { return own ? editors_inline_html(text) : plain(text); };
        const Link licence = licence_link(figure);
        std::string caption = words(figure.caption);
        const auto append = [&caption](const std::string& part) {
            if (!caption.empty() && !part.empty()) {
                caption += " · ";
            }
            caption += part;
        };
        append(words(figure.credit));
        append(plain_link(licence.label, licence.url));
        return picture(figure.path, figure_description(figure, labels_), caption);
    }

    std::string source(const Pick& pick) const {
        std::string out;
        for (const std::string& url : source_urls(pick)) {
            out += out.empty() ? labels_.source : labels_.last_and;
            out += plain_link(without_scheme(url), url);
        }
        if (out.empty()) {
            return out;
        }
        if (pick.figure && !encode_url(pick.figure->url).empty()) {
            const std::string name = std::string{labels_.figure} + ' ' + pick.figure->number;
            out.append(labels_.open_bracket)
                .append(plain_link(trim(name), pick.figure->url))
                .append(labels_.close_bracket);
        }
        return element("p", out, "source");
    }

    std::string related(const Pick& pick) const {
        if (pick.related.empty()) {
            return {};
        }
        std::string out{labels_.related};
        for (std::size_t i = 0; i < pick.related.size(); ++i) {
            const RelatedPaper& paper = pick.related[i];
            if (i > 0) {
                out += i + 1 == pick.related.size() ? labels_.last_and : labels_.list_comma;
            }
            out += plain_link(paper.title, paper.url);
            if (paper.pick) {
                out += fmt::format(fmt::runtime(labels_.pick_here), *paper.pick);
            }
        }
        return element("p", out.append(labels_.stop), "related");
    }

    std::string near_misses() const {
        std::string items;
        for (const NearMiss& miss : edition_.near_misses) {
            std::string text = plain_link(miss.title, abstract_url(miss.id));
            if (!miss.lost_to.empty()) {
                text.append(labels_.dash).append(plain(miss.lost_to));
            }
            items += element("li", text);
        }
        return items.empty() ? items : element("h2", labels_.near_misses) + list(items);
    }

    std::string references() const {
        std::string items;
        for (const Reference& reference : edition_.references) {
            std::string text = plain_link(reference.title, reference.url);
            if (!reference.authors.empty()) {
                text += ", " + plain(reference.authors);
            }
            if (reference.year > 0) {
                text += fmt::format(", {}", reference.year);
            }
            items += fmt::format("<li value=\"{}\">{}</li>\n", reference.number, text);
        }
        if (items.empty()) {
            return items;
        }
        return element("h2", labels_.references_heading) + "<ol class=\"references\">\n" + items + "</ol>\n";
    }

    const Edition& edition_;
    const Images& images_;
    const Labels& labels_;
};

}  // namespace

std::string render_html(const Edition& edition, const Images& images) {
    return HtmlPage{edition, images}.run();
}

}  // namespace digest
