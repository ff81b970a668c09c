#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace digest {

/// What a sentence of an abstract does.
enum class SentenceRole { background, objective, method, result, other };
constexpr std::size_t role_count = 5;

std::string_view role_name(SentenceRole role);
std::optional<SentenceRole> parse_role(std::string_view name);

/// Whether the sentence speaks of the authors' own work: "we", "our", "this paper", "is proposed", ….
bool speaks_of_own_work(std::string_view sentence);

/// The named features of each sentence of one abstract by which its role is learnt and predicted: words and word
/// pairs (numbers as "0"), the sentence's first words, its place, its length, and its distance to the first sentence
/// about the authors' own work. `sink(sentence, feature)` is called for each, in a fixed order; the name is only
/// valid during the call and never holds a blank.
void role_features(const std::vector<std::string>& sentences,
                   const std::function<void(std::size_t sentence, std::string_view feature)>& sink);

}  // namespace digest
