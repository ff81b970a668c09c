#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "digest/model/edition.h"
#include "labels.h"

namespace digest {

/// Finished Markdown of the parts of an edition: outside text is escaped, the editor's stands as written. No part has
/// line ends at its ends, nor the marks of its block ("#", "*   ", the italics of a whole paragraph), which are the
/// template's; a part without content is empty.
class MarkdownBlocks {
  public:
    explicit MarkdownBlocks(const Edition& edition);

    std::string opening() const;
    std::string research() const;
    std::string closing() const;
    std::string colophon() const;

    std::string news_item(const NewsItem& item) const;
    std::string heading(const Pick& pick) const;
    std::string blurb(const std::vector<ComposedSentence>& sentences) const;
    std::string group_item(const std::string& item) const;
    std::string figure_alt(const Figure& figure) const;
    std::string source(const Pick& pick) const;
    std::string related(const Pick& pick) const;
    std::string near_miss(const NearMiss& miss) const;
    std::string trend(const Trend& trend) const;
    std::string reference(const Reference& reference) const;

    /// Running text from outside.
    std::string text(std::string_view plain) const;
    std::string link_text(std::string_view plain) const;

  private:
    std::string link(std::string_view escaped_text, std::string_view url) const;
    std::string with_publisher_linked(std::string_view plain) const;
    std::string pick_title(const Pick& pick) const;

    const Edition& edition_;
    const Labels& labels_;
    bool keep_math_;
};

/// An address or a path beside the Markdown, for "(…)".
std::string markdown_target(std::string_view path_or_url);

/// The editor's Markdown with "\n" for every line end and none at its ends.
std::string editors_markdown(std::string_view text);

}  // namespace digest
