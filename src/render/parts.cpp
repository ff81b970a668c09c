#include "parts.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"
#include "digest/text/markdown.h"

namespace digest {
namespace {

bool ends_with_full_width_mark(std::string_view text) {
    constexpr std::array<std::string_view, 6> marks = {"。", "！", "？", "；", "：", "，"};
    return std::any_of(marks.begin(), marks.end(), [text](std::string_view mark) { return text.ends_with(mark); });
}

void append_sentence(std::string& text, std::string_view sentence) {
    if (!sentence.empty()) {
        text += blank_after(text);
    }
    text += sentence;
}

}  // namespace

std::string_view blank_after(std::string_view sentence) {
    return sentence.empty() || ends_with_full_width_mark(sentence) ? "" : " ";
}

std::vector<BlurbPart> parts_of(const std::vector<ComposedSentence>& sentences) {
    std::vector<BlurbPart> parts;
    for (const ComposedSentence& sentence : sentences) {
        const bool editors = sentence.by == WordsBy::editor;
        if (parts.empty() || sentence.new_paragraph || !parts.back().list.empty() || editors || parts.back().editors) {
            parts.push_back({.editors = editors});
        }
        append_sentence(parts.back().text, sentence.text);
        parts.back().list = sentence.list;
    }
    return parts;
}

std::string join_sentences(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) {
        append_sentence(text, sentence);
    }
    return text;
}

std::string licence_name(std::string_view licence) {
    const std::string lower = ascii_lower(licence);
    const std::size_t at = lower.find("creativecommons.org/");
    if (at == std::string::npos) {
        return std::string{licence};
    }
    std::string_view rest = std::string_view{lower}.substr(at + std::string_view{"creativecommons.org/"}.size());
    const bool is_dedication = rest.starts_with("publicdomain/zero/");
    if (!is_dedication && !rest.starts_with("licenses/")) {
        return std::string{licence};
    }
    rest.remove_prefix(is_dedication ? std::string_view{"publicdomain/zero/"}.size()
                                     : std::string_view{"licenses/"}.size());
    std::string words;
    for (const char c : rest.substr(0, rest.find_last_not_of('/') + 1)) {
        words += c == '/' ? ' ' : is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return (is_dedication ? "CC0 " : "CC ") + words;
}

Link licence_link(const Figure& figure) {
    return {licence_name(figure.licence), figure.licence_url.empty() ? figure.licence : figure.licence_url};
}

std::string without_scheme(std::string_view url) {
    const std::size_t at = url.find("://");
    return std::string{at == std::string_view::npos ? url : url.substr(at + 3)};
}

std::vector<std::string> source_urls(const Pick& pick) {
    if (!pick.items.empty()) {
        return {};
    }
    std::vector<std::string> urls = {pick.pdf_url.empty() ? pick.url : pick.pdf_url};
    for (const Link& work : pick.also_in_heading) {
        const auto paper = parse_arxiv_id(work.url);
        urls.push_back(paper ? pdf_url(paper->id) : work.url);
    }
    std::erase_if(urls, [](const std::string& url) { return escape_url(url).empty(); });
    return urls;
}

std::string figure_description(const Figure& figure, const Labels& labels) {
    if (figure.number.empty() && !figure.caption.empty()) {
        return figure.caption;
    }
    std::string text = figure.number.empty() ? std::string{labels.figure_alt}
                                             : fmt::format(fmt::runtime(labels.figure_of_paper), figure.number);
    if (!figure.caption.empty()) {
        text.append(labels.colon).append(figure.caption);
    }
    return text;
}

std::string trend_words(const Trend& trend, const Labels& labels) {
    if (trend.rising && trend.papers_before == 0) {
        return fmt::format(fmt::runtime(labels.risen_from_nothing), trend.papers);
    }
    const std::string ratio = trend.ratio < 1 ? fmt::format("{:.2f}", trend.ratio) : fmt::format("{:.1f}", trend.ratio);
    return fmt::format(fmt::runtime(trend.rising ? labels.rising : labels.falling), trend.papers, trend.papers_before,
                       ratio);
}

std::string written_day(Day day, Language language) {
    return language == Language::chinese ? chinese_day(day) : long_day(day);
}

std::string shown_title(const Edition& edition) {
    return edition.draft ? "DRAFT: " + edition.title : edition.title;
}

}  // namespace digest
