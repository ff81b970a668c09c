#pragma once

#include <string>
#include <string_view>

namespace digest {

/// As a Paper wants it: valid UTF-8, no control or hidden characters, white space collapsed, and no more than its first
/// 20,000 bytes. Text that is so already, which is most of it, is only looked at and copied.
std::string clean_text(std::string_view text);

/// Whether a person or a group could be called so: at least one letter.
bool holds_letter(std::string_view text);

/// "cs.CL", "hep-th", "cond-mat.str-el"; not the classes of other schemes ("68T05", "I.2.7") that old feeds list too.
bool is_arxiv_category(std::string_view text);

}  // namespace digest
