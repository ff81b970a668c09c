#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace digest {

/// FNV-1a, 64 bits: stable across machines and releases, so that fitted models keep their meaning. Not cryptographic.
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL) {
    for (const char byte : bytes) {
        seed ^= static_cast<unsigned char>(byte);
        seed *= 1099511628211ULL;
    }
    return seed;
}

/// The first byte lowest, on every machine.
constexpr std::uint64_t eight_bytes(const char* bytes) {
    std::uint64_t block = 0;
    if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
        std::memcpy(&block, bytes, sizeof block);  // g++ 12 does not see that the loop is a single load
        return block;
    }
    for (unsigned i = 0; i < 8; ++i) {
        block |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return block;
}

/// One step of a hash over blocks of eight bytes: stable, not cryptographic. `factor` is odd.
constexpr std::uint64_t mix(std::uint64_t state, std::uint64_t block, std::uint64_t factor = 0x9E3779B97F4A7C15ULL) {
    state = (state ^ block) * factor;
    return state ^ (state >> 29U);
}

/// SHA-256 as 64 hex digits, small letters: names the content of a file so that anybody can check it, with
/// `sha256sum FILE` (docs/decisions/0011-content-hash.md).
///
///     sha256_hex("abc")  // "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
std::string sha256_hex(std::string_view bytes);

/// 128 bits as 32 hex digits of a hash of our own: what snapshots of format 1 and model files hold and what the bytes
/// of the former were named by. Guards against mistakes, not against forgery.
std::string content_hash_of_format_1(std::string_view bytes);

}  // namespace digest
