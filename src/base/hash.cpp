#include "digest/base/hash.h"

#include <bit>
#include <cstring>

#include <fmt/format.h>

namespace digest {
namespace {

/// The first byte lowest, on every machine; missing ones are zero.
std::uint64_t block_at(std::string_view bytes, std::size_t at) {
    std::uint64_t block = 0;
    if (std::endian::native == std::endian::little && at + 8 <= bytes.size()) {
        std::memcpy(&block, bytes.data() + at, 8);
        return block;
    }
    for (unsigned i = 0; i < 8 && at + i < bytes.size(); ++i)
        block |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return block;
}

std::uint64_t mixed(std::uint64_t state, std::uint64_t block, std::uint64_t factor) {
    state = (state ^ block) * factor;
    return state ^ (state >> 29U);
}

}  // namespace

std::string content_hash(std::string_view bytes) {
    // Two lanes side by side, eight bytes at a time: a snapshot has megabytes.
    constexpr std::uint64_t first_factor = 0x9E3779B97F4A7C15ULL;
    constexpr std::uint64_t second_factor = 0xC2B2AE3D27D4EB4FULL;
    std::uint64_t first = bytes.size();
    std::uint64_t second = ~first;
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        const std::uint64_t block = block_at(bytes, at);
        first = mixed(first, block, first_factor);
        second = mixed(second, block, second_factor);
    }
    return fmt::format("{:016x}{:016x}", mixed(first, second, second_factor), mixed(second, first, first_factor));
}

}  // namespace digest
