#include "digest/base/hash.h"

#include <nettle/sha2.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace digest {

std::string sha256_hex(std::string_view bytes) {
    sha256_ctx state{};
    sha256_init(&state);
    sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&state, digest.size(), digest.data());
    return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::string content_hash_of_format_1(std::string_view bytes) {
    // Two lanes side by side, eight bytes at a time: a snapshot has megabytes.
    constexpr std::uint64_t other_factor = 0xC2B2AE3D27D4EB4FULL;
    std::uint64_t first = bytes.size();
    std::uint64_t second = ~first;
    const auto take = [&](std::uint64_t block) {
        first = mix(first, block);
        second = mix(second, block, other_factor);
    };
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
        take(eight_bytes(bytes.data()));
    }
    if (!bytes.empty()) {
        std::array<char, 8> rest{};
        std::copy(bytes.begin(), bytes.end(), rest.begin());
        take(eight_bytes(rest.data()));
    }
    return fmt::format("{:016x}{:016x}", mix(first, second, other_factor), mix(second, first));
}

}  // namespace digest
