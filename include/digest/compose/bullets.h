#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace digest {

/// A sentence that enumerates, as a lead-in that ends with a colon and its items.
struct Bullets {
    std::string lead;
    std::vector<std::string> items;

    bool operator==(const Bullets&) const = default;
};

/// Three or more parallel items of one sentence: "(1) … (2) … (3) …", "1) …", "(i) …", "A: x; y; and z", or "three
/// components: the A …, the B …, and the C …" where the count fits. Items of more than 25 words, and anything that is
/// not plainly a list, leave the sentence whole.
std::optional<Bullets> as_bullets(std::string_view sentence);

}  // namespace digest
