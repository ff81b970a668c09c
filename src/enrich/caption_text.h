#pragma once

#include <string>
#include <string_view>

namespace digest {

/// Words of a page as TeX that reads the same: `$`, `%`, `\`, … are escaped.
void append_words(std::string& out, std::string_view words);

/// A formula between dollars; TeX's line comments and the marks that only size it are dropped.
void append_formula(std::string& out, std::string_view tex);

/// One line, clean, at most `bytes` long (cut at a blank outside of a formula).
std::string tidy_caption(std::string_view text, std::size_t bytes);

/// "1" of "Figure 1: ", "S2" of "Fig. S2."; empty where it is no number that may stand in a file's name.
std::string number_of_tag(std::string_view tag);

}  // namespace digest
