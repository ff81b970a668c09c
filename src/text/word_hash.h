#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "digest/base/hash.h"

namespace digest {

inline constexpr std::uint64_t every_byte = 0x0101010101010101ULL;
inline constexpr std::uint64_t high_bits = 0x80 * every_byte;

/// Sets the bit that tells small letters from capitals in all bytes of ASCII: digits have it anyway, so that a word of
/// ASCII letters and digits hashes the same folded or as it stands in the text. That spares a copy of nearly every
/// word.
constexpr std::uint64_t in_small_letters(std::uint64_t block) {
    return block | (0x20 * every_byte & ~((block & high_bits) >> 2U));
}

/// The first `length` bytes of a block, the others 0; fewer than 8.
constexpr std::uint64_t first_bytes(std::uint64_t block, std::size_t length) {
    return block & ((std::uint64_t{1} << (8 * length)) - 1);
}

constexpr std::uint64_t finished_hash(std::uint64_t state, std::size_t length) {
    state = mix(state, length);
    return state == 0 ? 1 : state;  // 0 marks a free slot
}

/// Of a word that is folded but for the case of ASCII letters: blocks of eight bytes, the last one filled up with
/// zeros, then the length. Fitted weights keep their meaning only as long as this function does not change.
constexpr std::uint64_t word_hash(std::string_view word) {
    std::uint64_t state = 0;
    std::size_t at = 0;
    for (; at + 8 <= word.size(); at += 8) {
        state = mix(state, in_small_letters(eight_bytes(word.data() + at)));
    }
    if (at < word.size()) {
        std::uint64_t block = 0;
        for (std::size_t i = 0; at + i < word.size(); ++i) {
            block |= std::uint64_t{static_cast<unsigned char>(word[at + i])} << (8 * i);
        }
        state = mix(state, first_bytes(in_small_letters(block), word.size() - at));
    }
    return finished_hash(state, word.size());
}

/// Which of eight bytes are ASCII letters or digits: the high bit of each is set. Adding to the low seven bits of a
/// byte carries into its high bit from the wanted character on.
struct ByteKinds {
    std::uint64_t letters = 0;
    std::uint64_t uppers = 0;
    std::uint64_t digits = 0;

    constexpr explicit ByteKinds(std::uint64_t block) {
        const std::uint64_t low = block & ~high_bits;
        const std::uint64_t ascii = ~block & high_bits;
        const auto within = [&](std::uint64_t bytes, char first, char last) {
            const std::uint64_t reaches = bytes + (0x80U - static_cast<unsigned char>(first)) * every_byte;
            const std::uint64_t exceeds = bytes + (0x7fU - static_cast<unsigned char>(last)) * every_byte;
            return reaches & ~exceeds & ascii;
        };
        letters = within(low | 0x20 * every_byte, 'a', 'z');
        // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): comes from letters
        uppers = letters & ~(block << 2U);
        digits = within(low, '0', '9');
    }
    /// How many bytes from the first on are letters or digits.
    constexpr std::size_t leading() const {
        const std::uint64_t others = ~(letters | digits) & high_bits;
        return static_cast<std::size_t>(std::countr_zero(others)) / 8;
    }
};

/// Of the first `length` bytes, those whose high bit is set; fewer than 8, or all.
constexpr int counted_bytes(std::uint64_t mask, std::size_t length) {
    if (length < 8) {
        mask = first_bytes(mask, length);
    }
    return static_cast<int>(((mask >> 7U) * every_byte) >> 56U);
}

}  // namespace digest
