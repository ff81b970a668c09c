#include "markdown_blocks.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/markdown.h"
#include "parts.h"

namespace digest {
namespace {

constexpr std::string_view bullet = "*   ";

/// Further lines of a bullet belong to it when they are indented.
std::string indented(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] != '\n') {
            out += "    ";
        }
    }
    return out;
}

std::string one_line(std::string_view text) {
    return collapse_white_space(text);
}

bool begins_numbered_item(std::string_view markdown) {
    const auto digits = std::find_if_not(markdown.begin(), markdown.end(), is_digit) - markdown.begin();
    const std::string_view rest = markdown.substr(static_cast<std::size_t>(digits));
    return digits > 0 && (rest.starts_with(". ") || rest.starts_with(") "));
}

/// Whether Markdown begins with something that cannot follow a label on its line: a list, quote, heading, table, fence.
bool begins_block(std::string_view markdown) {
    constexpr std::array<std::string_view, 11> openings = {"* ", "*\t", "- ", "-\t", "+ ", "+\t",
                                                           ">",  "#",   "|",  "```", "~~~"};
    return begins_numbered_item(markdown) ||
           std::any_of(openings.begin(), openings.end(),
                       [&](std::string_view opening) { return markdown.starts_with(opening); });
}

void append_paragraph(std::string& out, const std::string& paragraph) {
    if (paragraph.empty()) {
        return;
    }
    if (!out.empty()) {
        out += "\n\n";
    }
    out += paragraph;
}

}  // namespace

std::string markdown_target(std::string_view path_or_url) {
    if (path_or_url.find("://") != std::string_view::npos) {
        return escape_url(path_or_url);
    }
    std::string out;
    for (const char c : path_or_url) {
        const bool is_plain = is_alphanumeric(c) || std::string_view{"-._~/"}.find(c) != std::string_view::npos;
        out += is_plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out;
}

std::string editors_markdown(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
        }
    }
    return std::string{trim(out)};
}

MarkdownBlocks::MarkdownBlocks(const Edition& edition)
    : edition_(edition), labels_(labels_of(edition.language)), keep_math_(edition.math == MathOutput::mathjax) {}

std::string MarkdownBlocks::text(std::string_view plain) const {
    return escape_markdown(plain, keep_math_);
}

std::string MarkdownBlocks::link_text(std::string_view plain) const {
    return escape_link_text(plain, keep_math_);
}

std::string MarkdownBlocks::link(std::string_view escaped_text, std::string_view url) const {
    const std::string target = escape_url(url);
    if (target.empty()) {
        return std::string{escaped_text};
    }
    return fmt::format("[{}]({})", escaped_text, target);
}

/// The first mention of the publisher becomes a link to its page.
std::string MarkdownBlocks::with_publisher_linked(std::string_view plain) const {
    const std::string& name = edition_.publisher;
    const std::size_t at = name.empty() ? std::string_view::npos : plain.find(name);
    if (at == std::string_view::npos || escape_url(edition_.publisher_url).empty()) {
        return text(plain);
    }
    const std::string_view before = plain.substr(0, at);
    const std::string_view after = plain.substr(at + name.size());
    std::string out = text(before);
    if (before.ends_with(' ')) {
        out += ' ';
    }
    out += link(link_text(name), edition_.publisher_url);
    if (after.starts_with(' ')) {
        out += ' ';
    }
    return out + text(after);
}

std::string MarkdownBlocks::opening() const {
    if (!edition_.opening_markdown.empty()) {
        return editors_markdown(edition_.opening_markdown);
    }
    return text(join_sentences(edition_.opening));
}

std::string MarkdownBlocks::research() const {
    std::string out = with_publisher_linked(edition_.research_lead);
    if (const std::string bold = text(edition_.research_bold); !bold.empty()) {
        out.append(blank_after(edition_.research_lead)).append("**" + bold + "**");
    }
    // Always a blank here: marks that stand between a full-width colon and a letter do not end what is bold.
    const std::string topics = text(edition_.research_topics);
    if (!out.empty() && !topics.empty()) {
        out += ' ';
    }
    return out + topics;
}

std::string MarkdownBlocks::closing() const {
    if (!edition_.closing_markdown.empty()) {
        return editors_markdown(edition_.closing_markdown);
    }
    return with_publisher_linked(join_sentences(edition_.closing));
}

std::string MarkdownBlocks::colophon() const {
    return text(join_sentences(edition_.colophon));
}

std::string MarkdownBlocks::news_item(const NewsItem& item) const {
    if (item.by == WordsBy::editor || !item.text.empty()) {
        return indented(editors_markdown(item.text));
    }
    std::string linked = link(link_text(item.title), item.url);
    std::string facts = text(item.source);
    if (item.date) {
        if (!facts.empty()) {
            facts += labels_.comma;
        }
        facts += written_day(*item.date, edition_.language);
    }
    if (facts.empty()) {
        return linked;
    }
    return fmt::format("{}{}{}{}", linked, labels_.dash, facts, labels_.stop);
}

std::string MarkdownBlocks::pick_title(const Pick& pick) const {
    return pick.title_by == WordsBy::editor ? one_line(pick.title) : link_text(pick.title);
}

std::string MarkdownBlocks::heading(const Pick& pick) const {
    std::string out = link(fmt::format("{}. {}", pick.number, pick_title(pick)), pick.url);
    for (const Link& work : pick.also_in_heading) {
        out += labels_.last_and;
        out += link(link_text(work.label), work.url);
    }
    for (const Link& extra : pick.extras) {
        if (escape_url(extra.url).empty()) {
            continue;
        }
        out += " | " + link(link_text(extra.label), extra.url);
    }
    return out;
}

std::string MarkdownBlocks::blurb(const std::vector<ComposedSentence>& sentences) const {
    std::string out;
    for (const BlurbPart& part : parts_of(sentences)) {
        const std::string paragraph = part.editors ? editors_markdown(part.text) : text(part.text);
        if (out.empty() && begins_block(paragraph) && part.editors) {
            out = "\n";
        }
        append_paragraph(out, paragraph);
        std::string list;
        for (const std::string& item : part.list) {
            if (!list.empty()) {
                list += '\n';
            }
            list += bullet;
            list += part.editors ? indented(editors_markdown(item)) : text(item);
        }
        append_paragraph(out, list);
    }
    return out;
}

std::string MarkdownBlocks::group_item(const std::string& item) const {
    return indented(editors_markdown(item));
}

std::string MarkdownBlocks::figure_alt(const Figure& figure) const {
    const std::string description = figure_description(figure, labels_);
    return figure.by == WordsBy::editor ? one_line(description) : link_text(description);
}

std::string MarkdownBlocks::source(const Pick& pick) const {
    std::string out;
    for (const std::string& url : source_urls(pick)) {
        out += out.empty() ? labels_.source : labels_.last_and;
        out += link(link_text(without_scheme(url)), url);
    }
    if (out.empty() || !pick.figure) {
        return out;
    }
    const Figure& figure = *pick.figure;
    std::string name{labels_.figure};
    if (!figure.number.empty()) {
        name += ' ' + text(figure.number);
    }
    if (figure.path.empty()) {
        if (escape_url(figure.url).empty()) {
            return out;
        }
        return out.append(labels_.open_bracket).append(link(name, figure.url)).append(labels_.close_bracket);
    }
    if (figure.credit.empty() && figure.licence.empty()) {
        return out;
    }
    out.append(labels_.comma).append(link(name, figure.url));
    const bool own = figure.by == WordsBy::editor;
    if (!figure.credit.empty()) {
        out.append(labels_.colon).append(own ? one_line(figure.credit) : text(figure.credit));
    }
    if (!figure.licence.empty()) {
        const Link licence = licence_link(figure);
        out.append(labels_.comma).append(link(link_text(licence.label), licence.url));
    }
    return out;
}

std::string MarkdownBlocks::related(const Pick& pick) const {
    if (pick.related.empty()) {
        return {};
    }
    std::string out{labels_.related};
    for (std::size_t i = 0; i < pick.related.size(); ++i) {
        const RelatedPaper& paper = pick.related[i];
        if (i > 0) {
            out += i + 1 == pick.related.size() ? labels_.last_and : labels_.list_comma;
        }
        out += link(link_text(paper.title), paper.url);
        if (paper.pick) {
            out += fmt::format(fmt::runtime(labels_.pick_here), *paper.pick);
        }
    }
    out += labels_.stop;
    return out;
}

std::string MarkdownBlocks::near_miss(const NearMiss& miss) const {
    std::string out = link(link_text(miss.title), abstract_url(miss.id));
    if (!miss.lost_to.empty()) {
        out.append(labels_.dash).append(text(miss.lost_to));
    }
    return out;
}

std::string MarkdownBlocks::trend(const Trend& trend) const {
    return fmt::format("**{}** {}", text(trend.term), trend_words(trend, labels_));
}

std::string MarkdownBlocks::reference(const Reference& reference) const {
    std::string out = fmt::format("{}. \"{}\"", reference.number, text(reference.title));
    if (!reference.authors.empty()) {
        out += ", " + text(reference.authors);
    }
    if (reference.year > 0) {
        out += fmt::format(", {}", reference.year);
    }
    return out;
}

}  // namespace digest
