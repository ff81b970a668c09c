#include "digest/base/hash.h"

#include <fmt/format.h>

namespace digest {

std::string content_hash(std::string_view bytes) {
    // Two passes of the 64-bit function with different offsets: portable, and the second pass sees the length.
    const std::uint64_t high = fnv1a(bytes);
    const std::uint64_t low = fnv1a(bytes, high ^ (0x9E3779B97F4A7C15ULL + bytes.size()));
    return fmt::format("{:016x}{:016x}", high, low);
}

}  // namespace digest
