#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace digest {

using TokenId = std::uint32_t;
inline constexpr TokenId unknown_word = 0xffffffffU;

/// The distinct words of some texts, each with a number from 0 on. Words are folded forms (see Token). A vocabulary
/// only grows; the same words in the same order get the same numbers, so never order anything visible by number.
class Vocabulary {
  public:
    struct Word {
        TokenId id = 0;
        TokenId base = 0;  ///< its singular: "models" → "model", by light rules only. Itself for most words
    };

    Vocabulary();

    /// Takes a folded word, or one that lacks only the folding of ASCII capitals. Words are told apart by 64 bits of
    /// hash: a month of 10^5 words has two alike once in 10^9 months.
    Word intern(std::string_view word);
    /// `unknown_word` twice where the word was never interned.
    Word find(std::string_view word) const;
    /// The same by the word's hash, which tokenise() has at hand.
    Word intern(std::string_view word, std::uint64_t hash);
    Word find(std::uint64_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = home_slot(hash);; at = (at + 1) & mask) {
            const Slot& slot = slots_[at];
            if (slot.hash == hash) {
                return slot.word;
            }
            if (slot.hash == 0) {
                return {unknown_word, unknown_word};
            }
        }
    }
    std::size_t size() const { return entries_.size(); }
    /// Valid until the next word is interned.
    std::string_view text(TokenId id) const;
    TokenId base(TokenId id) const { return entries_[id].base; }
    /// fnv1a of the word: stable across vocabularies, machines and releases.
    std::uint64_t stable_hash(TokenId id) const { return entries_[id].stable_hash; }

  private:
    struct Entry {
        std::uint64_t stable_hash = 0;
        std::uint32_t begin = 0;
        std::uint32_t length = 0;
        TokenId base = 0;
    };
    /// Holds all that a lookup needs: one cache miss a word.
    struct Slot {
        std::uint64_t hash = 0;  ///< 0: free
        Word word{};
    };
    Word insert(std::string_view raw, std::uint64_t hash);
    Slot* free_slot(std::uint64_t hash);
    void grow();
    /// The high bits: they depend on every letter.
    std::size_t home_slot(std::uint64_t hash) const { return hash >> (64U - slot_bits_); }

    unsigned slot_bits_ = 14;
    std::string letters_{};
    std::vector<Entry> entries_{};
    std::vector<Slot> slots_{};
};

/// The light plural rule on a folded word: "studies" → "study", "classes" → "class"; nothing of three letters or fewer,
/// nothing in "ss", "us" or "is".
std::string singular(std::string_view word);

}  // namespace digest
