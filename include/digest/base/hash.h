#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace digest {

/// FNV-1a, 64 bits: stable across machines and releases, so that fitted models keep their meaning. Not cryptographic.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL) {
    for (const char byte : bytes) {
        seed ^= static_cast<unsigned char>(byte);
        seed *= 1099511628211ULL;
    }
    return seed;
}

/// 128 bits as 32 hex digits: names the content of a file, the same on every machine. Guards against mistakes, not
/// against forgery.
std::string content_hash(std::string_view bytes);

}  // namespace digest
