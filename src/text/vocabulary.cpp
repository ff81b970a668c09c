#include "digest/text/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

#include "digest/base/hash.h"
#include "digest/base/utf8.h"
#include "word_hash.h"

namespace digest {
namespace {

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.ends_with(e); });
}

constexpr std::array<std::string_view, 12> not_plurals = {"alias", "always",  "atlas",  "bias",    "canvas", "lens",
                                                          "news",  "perhaps", "series", "species", "texas",  "whereas"};

}  // namespace

Vocabulary::Vocabulary() : slots_(std::size_t{1} << slot_bits_) {}

Vocabulary::Word Vocabulary::intern(std::string_view word) {
    return intern(word, word_hash(word));
}

Vocabulary::Word Vocabulary::find(std::string_view word) const {
    return find(word_hash(word));
}

Vocabulary::Word Vocabulary::intern(std::string_view word, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = home_slot(hash);; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.hash == hash) {
            return slot.word;
        }
        if (slot.hash == 0) {
            return insert(word, hash);
        }
    }
}

std::string_view Vocabulary::text(TokenId id) const {
    const Entry& entry = entries_[id];
    return {letters_.data() + entry.begin, entry.length};
}

Vocabulary::Word Vocabulary::insert(std::string_view raw, std::uint64_t hash) {
    const std::string word = ascii_lower(raw);
    if (4 * (entries_.size() + 1) > 3 * slots_.size()) {
        grow();
    }
    const auto id = static_cast<TokenId>(entries_.size());
    entries_.push_back(
        {fnv1a(word), static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(word.size()), id});
    const std::string folded = singular(word);
    const bool is_base = folded == word;
    letters_ += word;
    if (!is_base) {
        entries_[id].base = intern(folded).id;
    }
    const Word result{id, entries_[id].base};
    *free_slot(hash) = {hash, result};
    return result;
}

Vocabulary::Slot* Vocabulary::free_slot(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = home_slot(hash);
    while (slots_[at].hash != 0) {
        at = (at + 1) & mask;
    }
    return &slots_[at];
}

void Vocabulary::grow() {
    const std::vector<Slot> smaller = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    ++slot_bits_;
    for (const Slot& slot : smaller) {
        if (slot.hash != 0) {
            *free_slot(slot.hash) = slot;
        }
    }
}

std::string singular(std::string_view word) {
    if (word.size() <= 3 || word.back() != 's' || ends_with_any(word, {"ss", "us", "is"}) ||
        std::find(not_plurals.begin(), not_plurals.end(), word) != not_plurals.end()) {
        return std::string(word);
    }
    if (word.ends_with("ies") && word.size() > 4) {
        return std::string(word.substr(0, word.size() - 3)) + "y";
    }
    if (ends_with_any(word, {"sses", "shes", "ches", "xes", "iases"})) {
        return std::string(word.substr(0, word.size() - 2));
    }
    return std::string(word.substr(0, word.size() - 1));
}

}  // namespace digest
