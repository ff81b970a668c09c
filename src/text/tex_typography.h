#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace digest {

/// What TeX's marks of running text stand for. Each reads at `tex[i]`, moves `i` behind what it read, and knows what
/// has been written `before`.
std::string tex_dashes(std::string_view tex, std::size_t& i, std::string_view before);  ///< `-`, `--`, `---`
std::string tex_tilde(std::string_view tex, std::size_t& i, std::string_view before);   ///< `Fig.~3`, but `~10`
std::string tex_quote(std::string_view tex, std::size_t& i, std::string_view before);   ///< a backquote or apostrophe

}  // namespace digest
