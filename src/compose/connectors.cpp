#include "digest/compose/connectors.h"

#include <algorithm>
#include <array>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"
#include "digest/base/one_of.h"
#include "digest/compose/abbreviations.h"
#include "digest/compose/third_person.h"
#include "digest/compose/words.h"

namespace digest {
namespace {

// Only with a comma right after.
const std::vector<std::string_view>& with_comma() {
    static const std::vector<std::string_view> phrases{"however",
                                                       "therefore",
                                                       "thus",
                                                       "hence",
                                                       "to this end",
                                                       "to that end",
                                                       "to do so",
                                                       "in contrast",
                                                       "specifically",
                                                       "more specifically",
                                                       "particularly",
                                                       "in particular",
                                                       "moreover",
                                                       "additionally",
                                                       "furthermore",
                                                       "in addition",
                                                       "consequently",
                                                       "as a result",
                                                       "accordingly",
                                                       "nevertheless",
                                                       "nonetheless",
                                                       "yet",
                                                       "concretely",
                                                       "meanwhile",
                                                       "besides",
                                                       "also",
                                                       "for this reason",
                                                       "towards this end",
                                                       "toward this end",
                                                       "for this purpose",
                                                       "to this aim",
                                                       "in this context",
                                                       "in light of this",
                                                       "as such",
                                                       "in turn",
                                                       "on the other hand",
                                                       "conversely",
                                                       "by contrast",
                                                       "similarly",
                                                       "likewise",
                                                       "for example",
                                                       "for instance",
                                                       "in response",
                                                       "in this regard",
                                                       "to achieve this",
                                                       "to this purpose",
                                                       "in this direction",
                                                       "unfortunately",
                                                       "towards this goal",
                                                       "toward this goal",
                                                       "to achieve this goal",
                                                       "with this goal in mind",
                                                       "with this in mind",
                                                       "more precisely",
                                                       "in fact",
                                                       "indeed",
                                                       "finally",
                                                       "lastly",
                                                       "then",
                                                       "instead",
                                                       "on the contrary",
                                                       "to fill this gap"};
    return phrases;
}

constexpr auto tackling = std::to_array<std::string_view>(
    {"address",    "tackle",     "overcome", "bridge",  "fill",        "mitigate", "solve",   "remedy",
     "alleviate",  "close",      "resolve",  "meet",    "handle",      "counter",  "answer",  "combat",
     "circumvent", "facilitate", "achieve",  "explore", "investigate", "confront", "rectify", "accomplish",
     "narrow",     "respond",    "cope",     "deal",    "study"});
constexpr auto no_verbs =
    std::to_array<std::string_view>({"the", "a", "an", "all", "certain", "date", "each", "every", "great", "its",
                                     "large", "many", "most", "no", "some", "their", "what", "which"});
constexpr auto tackling_gerunds = std::to_array<std::string_view>(
    {"addressing", "motivated", "inspired", "given", "based", "considering", "recognizing", "building"});

/// Behind the brackets and quotation marks that close after a word.
std::size_t place_of_mark(std::string_view text, std::size_t end) {
    while (end < text.size() && (text[end] == ')' || text[end] == '"')) {
        ++end;
    }
    return end;
}

char mark_after(std::string_view text, std::size_t end) {
    end = place_of_mark(text, end);
    return end < text.size() ? text[end] : '\0';
}

std::size_t past_blank(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') {
        ++at;
    }
    return at;
}

bool points_back(std::string_view word) {
    return word == "this" || word == "these" || word == "such" || word == "those" || word == "it" || word == "them";
}

/// The comma behind word `i` parts the items of a list: "memory, compute, and data".
bool within_list(std::string_view sentence, const Words& words, std::size_t i) {
    if (words[i + 1] == "and" || words[i + 1] == "or") {
        return true;
    }
    for (std::size_t k = i + 1; k < i + 4 && k + 1 < words.size(); ++k) {
        if (mark_after(sentence, words.places[k].end) != ',') {
            continue;
        }
        return words[k + 1] == "and" || words[k + 1] == "or";
    }
    return false;
}

/// "To address these challenges," and "Motivated by this," up to the comma: only where it points back and is short.
std::size_t tackling_length(std::string_view sentence, const Words& words) {
    const bool infinitive = words[0] == "to" && is_one_of(tackling, words[1]);
    const bool in_order = words[0] == "in" && words[1] == "order" && words[2] == "to" && is_one_of(tackling, words[3]);
    const bool participle = is_one_of(tackling_gerunds, words[0]);
    if (!infinitive && !in_order && !participle) {
        return 0;
    }
    bool back = false;
    for (std::size_t i = 0; i < words.size() && i < 12; ++i) {
        back = back || points_back(words[i]) || words[i] == "above" || words[i] == "aforementioned";
        if (mark_after(sentence, words.places[i].end) != ',' || within_list(sentence, words, i)) {
            continue;
        }
        return back && i >= 1 ? past_blank(sentence, place_of_mark(sentence, words.places[i].end) + 1) : 0;
    }
    return 0;
}

bool is_address(std::string_view text) {
    return text.find("://") != npos || text.find("www.") != npos || text.find("github.com") != npos;
}

/// "(Zaller 1992)", "[12, 13]", "(https://…)".
bool is_citation(std::string_view inside) {
    if (inside.empty() || inside.size() > 120) {
        return false;
    }
    if (is_address(inside)) {
        return true;
    }
    const bool only_numbers = inside.find_first_not_of("0123456789, –-") == npos;
    if (only_numbers) {
        return false;  // [12] may be an interval; decided by the caller
    }
    const std::size_t year = inside.find_last_of(' ');
    if (year == npos || inside.size() - year != 5) {
        return inside.find("et al.") != npos && inside.size() < 60;
    }
    const std::string_view digits = inside.substr(year + 1);
    const bool is_year = digits.find_first_not_of("0123456789") == npos && (digits[0] == '1' || digits[0] == '2');
    const bool name = is_upper(inside[0]);
    const std::string_view before = inside.substr(0, year);
    return is_year && name &&
           (before.find("et al") != npos || before.find('&') != npos || before.find(' ') == npos ||
            before.back() == ',');
}

std::string without_citations(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const char open = text[i];
        if (open == '(' || open == '[') {
            const std::size_t close = text.find(open == '(' ? ')' : ']', i);
            const bool plain = close != npos && text.substr(i + 1, close - i - 1).find(open) == npos;
            const std::string_view inside = plain ? text.substr(i + 1, close - i - 1) : std::string_view{};
            const bool numbers = open == '[' && !inside.empty() && inside.size() <= 12 && !out.empty() &&
                                 out.back() == ' ' && out.size() > 2 && is_lower(out[out.size() - 2]) &&
                                 inside.find_first_not_of("0123456789, –-") == npos && inside.find(',') == npos;
            if (plain && (is_citation(inside) || numbers)) {
                while (!out.empty() && out.back() == ' ') {
                    out.pop_back();
                }
                i = close + 1;
                continue;
            }
        }
        out += text[i++];
    }
    return out;
}

// A clause with these words that ends the sentence says nothing of the work.
const std::vector<std::string_view>& closing_hopes() {
    static const std::vector<std::string_view> phrases{"paving the way",
                                                       "paving a way",
                                                       "opening up",
                                                       "opening new",
                                                       "opening the door",
                                                       "laying the foundation",
                                                       "laying the groundwork",
                                                       "laying a foundation",
                                                       "advancing the field",
                                                       "marking a significant",
                                                       "setting the stage",
                                                       "highlighting its potential",
                                                       "highlighting the potential",
                                                       "demonstrating its potential",
                                                       "demonstrating the potential",
                                                       "offering valuable insights",
                                                       "providing valuable insights",
                                                       "offering a promising",
                                                       "offering new perspectives",
                                                       "showcasing its potential",
                                                       "underscoring the potential",
                                                       "providing a foundation",
                                                       "offering a foundation",
                                                       "demonstrating its effectiveness",
                                                       "demonstrating the effectiveness",
                                                       "validating its effectiveness",
                                                       "validating the effectiveness",
                                                       "highlighting its effectiveness",
                                                       "showcasing its effectiveness",
                                                       "proving its effectiveness",
                                                       "underscoring its potential",
                                                       "providing insights into",
                                                       "offering insights into",
                                                       "offering new insights",
                                                       "providing new insights",
                                                       "contributing to the advancement",
                                                       "contributing to the broader",
                                                       "contributing to the development",
                                                       "contributing to the field",
                                                       "contributing to the growing",
                                                       "contributing to the ongoing",
                                                       "making it a promising",
                                                       "making it a valuable",
                                                       "demonstrating promising",
                                                       "confirming its effectiveness",
                                                       "illustrating its potential",
                                                       "representing a significant",
                                                       "establishing a foundation",
                                                       "showing great potential",
                                                       "showing its potential",
                                                       "inspiring future",
                                                       "facilitating future",
                                                       "suggesting promising",
                                                       "and pave the way",
                                                       "and paves the way",
                                                       "which paves the way",
                                                       "indicating its potential",
                                                       "pointing to promising",
                                                       "and discuss future",
                                                       "and outline future",
                                                       "and discuss open",
                                                       "and open new",
                                                       "and will release",
                                                       "and release our",
                                                       "and we release",
                                                       "and we will release",
                                                       "with code available",
                                                       "and make our code",
                                                       "and our code is",
                                                       "and open-source our",
                                                       "and code is",
                                                       "and the code is",
                                                       "and lays the foundation",
                                                       "and lay the foundation",
                                                       "offering a new paradigm",
                                                       "which will be released",
                                                       "which will be made",
                                                       "which is available at",
                                                       "with plans to",
                                                       "and suggest future",
                                                       "and identify future"};
    return phrases;
}

/// "…, showing great potential for automation, remain hard": the clause does not close the sentence. A list may.
bool goes_on(std::string_view clause) {
    const std::size_t comma = clause.rfind(", ");
    if (comma == npos) {
        return false;
    }
    const std::string_view last = clause.substr(comma + 2);
    return count_words(last) > 2 && !last.starts_with("and ") && !last.starts_with("or ");  // "complex, real tasks"
}

const std::vector<std::string_view>& code_clauses() {
    static const std::vector<std::string_view> phrases{"and our code is", "and code is", "and the code is"};
    return phrases;
}

bool is_given_away(std::string_view clause) {
    for (const std::string_view word : {"available", "accessible", "released", "public", "open", "shared", " at "}) {
        if (clause.find(word) != npos) {
            return true;
        }
    }
    return false;
}

/// Where a closing clause begins that can go: at a comma, with at least eight words before it.
std::size_t closing_cut(std::string_view sentence, const Words& words) {
    for (std::size_t i = 7; i < words.size(); ++i) {
        const std::size_t before = place_of_mark(sentence, words.places[i - 1].end);
        if (mark_after(sentence, before) != ',' && mark_after(sentence, before) != ';') {
            continue;
        }
        if (phrase_at(words, i, closing_hopes()) == 0) {
            continue;
        }
        const std::string_view rest = sentence.substr(before + 1);
        // a main clause behind it would lose its head
        if (count_words(rest) > 28 || rest.find(", we ") != npos || rest.find(';') != npos ||
            rest.find(", while") != npos || goes_on(rest)) {
            continue;
        }
        const bool of_code = phrase_at(words, i, code_clauses()) > 0;
        if (of_code && !is_given_away(rest)) {
            continue;
        }
        return before;
    }
    return npos;
}

}  // namespace

std::size_t connector_length(std::string_view sentence) {
    const Words words = words_of(sentence.substr(0, 160));
    if (words.empty() || words.places[0].begin != 0) {
        return 0;
    }
    if (const std::size_t length = phrase_at(words, 0, with_comma()); length > 0) {
        const std::size_t end = words.places[length - 1].end;
        if (mark_after(sentence, end) == ',') {
            return past_blank(sentence, end + 1);
        }
        const bool bare =
            length == 1 && (words[0] == "thus" || words[0] == "hence" || words[0] == "therefore") && words[1] == "we";
        if (bare) {
            return past_blank(sentence, end);
        }
    }
    return tackling_length(sentence, words);
}

std::optional<std::string> without_connector(std::string_view sentence) {
    const std::size_t length = connector_length(sentence);
    if (length == 0 || length >= sentence.size()) {
        return {};
    }
    std::string rest = with_capital(std::string(sentence.substr(length)));
    // "However, therefore": one is enough to lose
    return rest;
}

std::optional<PurposeClause> split_purpose_clause(std::string_view sentence) {
    const Words words = words_of(sentence);
    std::size_t verb = 0;
    if (words[0] == "to") {
        verb = 1;
    } else if (words[0] == "in" && words[1] == "order" && words[2] == "to") {
        verb = 3;
    }
    // "to the best of …", "to varying degrees", "to some extent"
    if (verb == 0 || words[verb].ends_with("ing") || is_one_of(no_verbs, words[verb])) {
        return {};
    }
    for (std::size_t i = verb; i < words.size() && i < 45; ++i) {
        if (points_back(words[i]) || words[i] == "our" || words[i] == "we") {
            return {};
        }
        if (i < verb + 3) {
            continue;  // too little to be an aim of its own
        }
        if (mark_after(sentence, words.places[i].end) != ',') {
            continue;
        }
        if (words[i + 1] != "we" && !(words[i + 1] == "this" && words[i + 2] == "paper")) {
            continue;
        }
        const std::size_t comma = place_of_mark(sentence, words.places[i].end);
        PurposeClause clause;
        std::string_view purpose = sentence.substr(words.places[verb].begin, comma - words.places[verb].begin);
        const std::size_t bracket = purpose.rfind(" (");
        if (bracket != npos && purpose.back() == ')' &&
            is_everyday_abbreviation(purpose.substr(bracket + 2, purpose.size() - bracket - 3))) {
            purpose = purpose.substr(0, bracket);
        }
        if (has_first_person(purpose)) {
            return {};
        }
        clause.aim = "The aim is to " + std::string(purpose) + ".";
        clause.rest = with_capital(std::string(sentence.substr(past_blank(sentence, comma + 1))));
        return clause;
    }
    return {};
}

std::string with_safe_cuts(std::string_view sentence) {
    std::string text = sentence.find_first_of("([") == npos ? std::string(sentence) : without_citations(sentence);
    const std::size_t cut = closing_cut(text, words_of(text));
    if (cut == npos) {
        return text;
    }
    text.erase(cut);
    text += '.';
    return text;
}

}  // namespace digest
