#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace digest {

/// "speech emotion recognition (SER)" in a text.
struct Abbreviation {
    std::string short_form;
    std::string long_form;

    bool operator==(const Abbreviation&) const = default;
};

/// The abbreviations that the text defines (Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation
/// Definitions in Biomedical Text", 2003).
std::vector<Abbreviation> defined_abbreviations(std::string_view text);

/// LLM, RL, NLP, GPU, …: nobody needs them spelt out.
bool is_everyday_abbreviation(std::string_view short_form);

/// Where `short_form` stands as a word of its own in `text`; npos if nowhere.
std::size_t find_abbreviation(std::string_view text, std::string_view short_form);

}  // namespace digest
