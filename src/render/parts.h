#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"
#include "labels.h"

namespace digest {

/// One paragraph of a blurb and the bullets under it; what Markdown and HTML share.
struct BlurbPart {
    std::string text{};
    std::vector<std::string> list{};
    bool editors = false;  ///< the text is the editor's Markdown, else plain
};

std::vector<BlurbPart> parts_of(const std::vector<ComposedSentence>& sentences);

/// With a blank between, but for sentences that end in full-width punctuation.
std::string join_sentences(const std::vector<std::string>& sentences);

/// The blank between two such sentences, where there is one.
std::string_view blank_after(std::string_view sentence);

/// "CC BY 4.0" for a licence address of Creative Commons; else the text itself.
std::string licence_name(std::string_view licence);

/// The name and the address of a figure's licence, as far as they are known.
Link licence_link(const Figure& figure);

/// "arxiv.org/pdf/2201.03545" for its address.
std::string without_scheme(std::string_view url);

/// Where the works of a heading can be read in full: their PDFs, else their pages; none for a group.
std::vector<std::string> source_urls(const Pick& pick);

/// "Figure 1 of the paper: caption", plain unless the caption is the editor's.
std::string figure_description(const Figure& figure, const Labels& labels);

/// "rose: 42 papers, 13 before (×3.2)".
std::string trend_words(const Trend& trend, const Labels& labels);

/// "24 January 2022", "2022 年 1 月 24 日".
std::string written_day(Day day, Language language);

/// The title with "DRAFT: " where it is one.
std::string shown_title(const Edition& edition);

}  // namespace digest
