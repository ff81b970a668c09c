#include "digest/compose/third_person.h"

#include <algorithm>
#include <array>

#include "agreement.h"
#include "digest/base/ascii.h"
#include "digest/base/one_of.h"
#include "digest/compose/abbreviations.h"
#include "digest/compose/words.h"

namespace digest {
namespace {

// What "our" before them makes the work's own: "the".
constexpr auto research_nouns =
    std::to_array<std::string_view>({"ablation",       "ablations",     "agent",        "agents",
                                     "algorithm",      "algorithms",    "analyses",     "analysis",
                                     "approach",       "approaches",    "architecture", "architectures",
                                     "article",        "assessment",    "augmentation", "attack",
                                     "attacks",        "benchmark",     "benchmarks",   "bound",
                                     "bounds",         "classifier",    "code",         "comparison",
                                     "comparisons",    "conclusion",    "conclusions",  "construction",
                                     "contribution",   "contributions", "corpus",       "data",
                                     "dataset",        "datasets",      "defense",      "design",
                                     "discussion",     "empirical",     "estimator",    "evaluation",
                                     "evaluations",    "evidence",      "experiment",   "experimentation",
                                     "experiments",    "exploration",   "finding",      "findings",
                                     "formalism",      "formulation",   "framework",    "frameworks",
                                     "implementation", "insight",       "insights",     "investigation",
                                     "investigations", "library",       "loss",         "measurements",
                                     "mechanism",      "method",        "methodology",  "methods",
                                     "metric",         "metrics",       "model",        "models",
                                     "module",         "network",       "networks",     "objective",
                                     "observation",    "observations",  "optimizer",    "paper",
                                     "paradigm",       "pipeline",      "platform",     "policy",
                                     "procedure",      "proof",         "proofs",       "proposal",
                                     "protocol",       "prototype",     "reduction",    "regularizer",
                                     "report",         "research",      "result",       "results",
                                     "review",         "scheme",        "score",        "scores",
                                     "setup",          "simulation",    "simulations",  "solution",
                                     "solutions",      "solver",        "strategies",   "strategy",
                                     "studies",        "study",         "survey",       "system",
                                     "systems",        "taxonomy",      "technique",    "techniques",
                                     "test",           "tests",         "theorem",      "theorems",
                                     "theory",         "tool",          "toolkit",      "training",
                                     "validation",     "work",          "workflow"});
// "our best model" is not "the best model".
constexpr auto owned_adjectives =
    std::to_array<std::string_view>({"best",      "own",     "final", "previous", "proposed", "prior",   "earlier",
                                     "latest",    "recent",  "first", "second",   "most",     "largest", "smallest",
                                     "strongest", "fastest", "new",   "newly",    "original", "current", "top"});
constexpr auto function_words = std::to_array<std::string_view>(
    {"is",    "are", "was",  "were",  "to",   "of",   "in",   "on",   "for", "with", "that",
     "which", "by",  "from", "and",   "or",   "can",  "has",  "have", "at",  "as",   "we",
     "the",   "a",   "an",   "shows", "show", "than", "into", "over", "also"});
constexpr auto other_plurals = std::to_array<std::string_view>({"they", "them", "their", "theirs", "themselves"});
constexpr auto introductions = std::to_array<std::string_view>({"using",
                                                                "by",
                                                                "to",
                                                                "in",
                                                                "through",
                                                                "via",
                                                                "based",
                                                                "building",
                                                                "inspired",
                                                                "motivated",
                                                                "first",
                                                                "firstly",
                                                                "second",
                                                                "secondly",
                                                                "third",
                                                                "then",
                                                                "finally",
                                                                "furthermore",
                                                                "additionally",
                                                                "moreover",
                                                                "specifically",
                                                                "also",
                                                                "next",
                                                                "further",
                                                                "lastly",
                                                                "concretely",
                                                                "therefore",
                                                                "thus",
                                                                "hence",
                                                                "particularly",
                                                                "accordingly",
                                                                "subsequently",
                                                                "drawing",
                                                                "leveraging",
                                                                "following",
                                                                "notably",
                                                                "importantly",
                                                                "empirically",
                                                                "theoretically",
                                                                "technically",
                                                                "methodologically",
                                                                "consequently",
                                                                "for",
                                                                "at",
                                                                "on",
                                                                "guided",
                                                                "toward",
                                                                "towards"});
constexpr auto works =
    std::to_array<std::string_view>({"paper", "work", "article", "study", "letter", "report", "thesis", "manuscript",
                                     "contribution", "research", "dissertation", "note", "project"});
constexpr auto numbered_things = std::to_array<std::string_view>(
    {"type", "part", "phase", "stage", "class", "category", "level", "tier", "war", "grade", "table", "section",
     "appendix", "step", "vol", "volume", "chapter", "and"});

constexpr auto inverted = std::to_array<std::string_view>(
    {"can", "could", "should", "do", "did", "must", "may", "might", "will", "would", "have", "are"});

// "As we show below" is the authors' own.
constexpr auto telling = std::to_array<std::string_view>({"show", "demonstrate", "prove", "discuss", "will", "describe",
                                                          "explain", "argue", "find", "see", "observe", "illustrate",
                                                          "note", "detail", "report", "also", "have"});
// "our" before them, or before "daily" and them, is everybody's.
constexpr auto of_everybody =
    std::to_array<std::string_view>({"lives", "life", "brains", "brain", "bodies", "minds", "cities", "homes"});
constexpr auto of_all = std::to_array<std::string_view>({"world", "planet", "society", "societies", "universe"});
constexpr auto of_every_day = std::to_array<std::string_view>({"daily", "everyday", "day-to-day", "own", "modern"});

class Rewriter {
  public:
    Rewriter(std::string_view sentence, const PersonContext& before)
        : text_(sentence), before_(before), words_(words_of(sentence)), quoted_(quoted_bytes(sentence)) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (quoted_[words_.places[i].begin]) {
                continue;
            }
            const bool reference = is_one_of(other_plurals, words_[i]);
            if (reference) {
                other_plural_ = true;
            }
            if (first_we_ == npos && is_we(i)) {
                first_we_ = i;
            }
        }
    }

    ThirdPerson rewrite() {
        for (std::size_t i = 0; i < words_.size();) {
            if (words_.places[i].begin < at_ || quoted_[words_.places[i].begin]) {
                ++i;
                continue;
            }
            i = word(i);
        }
        copy_to(text_.size());
        result_.text = std::move(out_);
        result_.complete = !asks_everybody_ && !has_first_person(result_.text);
        result_.context.one_author = before_.one_author;
        result_.context.authors_before = authors_are_subject();
        result_.context.plural_before = other_plural_;
        return std::move(result_);
    }

  private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    std::string_view text_;
    PersonContext before_;
    Words words_;
    std::vector<bool> quoted_;
    std::size_t at_ = 0;  ///< bytes of the sentence that were dealt with
    std::string out_{};
    bool other_plural_ = false;
    std::size_t first_we_ = npos;
    bool asks_everybody_ = false;
    bool authors_named_ = false;  ///< in this sentence, by now
    Inflections verbs_{};         ///< still to be put
    ThirdPerson result_{};

    std::string authors() const { return before_.one_author ? "the author" : "the authors"; }
    std::string of_authors() const { return before_.one_author ? "the author's" : "the authors'"; }

    bool is_we(std::size_t i) const {
        const std::string_view word = words_[i];
        return word == "we" || word == "we've" || word == "we're" || word == "we'll" || word == "we'd";
    }

    void copy_to(std::size_t end) {
        if (end > at_) {
            out_ += text_.substr(at_, end - at_);
        }
        at_ = std::max(at_, end);
    }

    bool at_start() const { return out_.find_first_not_of("\"( ") == std::string::npos; }

    void put(std::size_t i, std::string replacement) {
        copy_to(words_.places[i].begin);
        const bool start = at_start() || behind_marker(i);
        const char first = text_[words_.places[i].begin];
        if (start) {
            replacement = with_capital(std::move(replacement));
        }
        if (!start && is_upper(first)) {
            result_.capital = true;
        }
        out_ += replacement;
        at_ = words_.places[i].end;
    }

    /// "(1) We sing"
    bool behind_marker(std::size_t i) const {
        const std::size_t byte = words_.places[i].begin;
        const bool bracket = byte >= 3 && text_[byte - 1] == ' ' && text_[byte - 2] == ')';
        return bracket && is_digit(text_[byte - 3]) && is_upper(text_[byte]);
    }

    char mark_before(std::size_t i) const {
        std::size_t byte = words_.places[i].begin;
        while (byte > 0 && text_[byte - 1] == ' ') {
            --byte;
        }
        return byte == 0 ? '\0' : text_[byte - 1];
    }

    /// "They" only where nobody else can be meant.
    bool they_will_do(std::size_t i) const {
        if (other_plural_) {
            return false;
        }
        if (authors_named_) {
            const std::string_view previous = i > 0 ? words_[i - 1] : std::string_view{};
            const char mark = mark_before(i);
            const bool coordinate =
                mark == ',' || mark == ';' || previous == "and" || previous == "then" || previous == "but";
            // "They show that they can": nobody else has come between
            const bool own_clause = previous == "that" && first_we_ + 4 >= i;
            return own_clause || (coordinate && first_we_ < i && !subordinate_between(first_we_, i));
        }
        return before_.authors_before && !before_.plural_before && subject_position(i);
    }

    bool subordinate_between(std::size_t from, std::size_t to) const {
        for (std::size_t i = from; i < to; ++i) {
            if (words_[i] == "that" || words_[i] == "which" || words_[i] == "whether" || words_[i] == "while" ||
                words_[i] == "where" || words_[i] == "when" || words_[i] == "how" || words_[i] == "who") {
                return true;
            }
        }
        return false;
    }

    /// At the start, or right behind what introduces the main clause.
    bool subject_position(std::size_t i) const {
        if (i == 0) {
            return true;
        }
        const std::size_t from = words_[1] == "that"   ? 2
                                 : words_[2] == "that" ? 3
                                                       : 0;  // "To that end", "Based on that"
        return is_one_of(introductions, words_[0]) && (i == 1 || mark_before(i) == ',') &&
               !subordinate_between(from, i);
    }

    bool authors_are_subject() const { return first_we_ != npos && subject_position(first_we_); }

    std::size_t word(std::size_t i) {
        const std::string_view word = words_[i];
        if (!verbs_.empty() && verbs_.front().first == i) {
            put(i, std::move(verbs_.front().second));
            verbs_.erase(verbs_.begin());
            return i + 1;
        }
        if (is_we(i)) {
            return we(i);
        }
        if (word == "our") {
            return our(i);
        }
        if (word == "us" && text_[words_.places[i].begin] != 'U') {
            return us(i);
        }
        if (word == "ourselves") {
            put(i, "themselves");
            result_.who = true;
        } else if (word == "in" || word == "here") {
            return own_work_phrase(i);
        } else if (word == "to") {
            return knowledge(i);
        } else if (word == "as" && phrase_at(words_, i, {"as far as we know"}) > 0) {
            put(i, before_.one_author ? "as far as the author knows" : "as far as the authors know");
            at_ = words_.places[i + 4].end;
            result_.who = true;
            return i + 5;
        }
        return i + 1;
    }

    /// "We humans", "as we age", "the way we work": not what the authors did.
    bool means_everybody(std::size_t i) const {
        const std::string_view next = words_[i + 1];
        if (next == "humans" || next == "people" || next == "all") {
            return true;
        }
        if (i == 0 || first_we_ != i || before_.authors_before) {
            return false;
        }
        const std::string_view previous = words_[i - 1];
        if (previous == "how" || previous == "way" || previous == "than" || previous == "whenever") {
            return true;
        }
        return previous == "as" && !is_one_of(telling, next) && !next.ends_with("ed");
    }

    std::size_t we(std::size_t i) {
        // "How can we …?" asks everybody
        if (i > 0 && is_one_of(inverted, words_[i - 1])) {
            asks_everybody_ = true;
        }
        if (means_everybody(i)) {
            asks_everybody_ = true;
        }
        const bool they = they_will_do(i);
        std::string who = they ? "they" : authors();
        const bool singular = before_.one_author && !they;
        if (singular) {
            auto verbs = singular_verbs(text_, words_, i);
            if (verbs) {
                verbs_ = std::move(*verbs);
            } else {
                result_.agrees = false;
            }
        }
        const std::string_view word = words_[i];
        if (word == "we've") {
            who += singular ? " has" : " have";
        }
        if (word == "we're") {
            who += singular ? " is" : " are";
        }
        if (word == "we'll") {
            who += " will";
        }
        if (word == "we'd") {
            who += " would";
        }
        put(i, std::move(who));
        authors_named_ = true;
        result_.who = true;
        return i + 1;
    }

    std::size_t us(std::size_t i) {
        if (i > 0 && (words_[i - 1] == "let" || words_[i - 1] == "of" || words_[i - 1] == "around")) {
            return i + 1;
        }
        put(i, authors_named_ && !other_plural_ ? "them" : authors());
        authors_named_ = true;
        result_.who = true;
        return i + 1;
    }

    /// "In this paper, we", "in this work we", "Here we": only the authors stay.
    std::size_t own_work_phrase(std::size_t i) {
        std::size_t next = i + 1;
        if (words_[i] == "in") {
            if (words_[next] == "this" || words_[next] == "our") {
                ++next;
            } else if (words_[next] == "the" && (words_[next + 1] == "present" || words_[next + 1] == "current")) {
                next += 2;
            } else {
                return i + 1;
            }
            if (words_[next] == "short" || words_[next] == "technical" || words_[next] == "present" ||
                words_[next] == "research") {
                if (is_one_of(works, words_[next + 1])) {
                    ++next;
                }
            }
            if (!is_one_of(works, words_[next])) {
                return i + 1;
            }
            ++next;
        }
        if (next >= words_.size() || !is_we(next)) {
            return i + 1;
        }
        copy_to(words_.places[i].begin);
        at_ = words_.places[next].begin;
        result_.who = true;
        return we(next);
    }

    /// "To the best of our knowledge", "to our knowledge".
    std::size_t knowledge(std::size_t i) {
        const std::size_t length = phrase_at(words_, i,
                                             {"to the best of our knowledge", "to our best knowledge",
                                              "to the extent of our knowledge", "to our knowledge"});
        if (length == 0) {
            return i + 1;
        }
        put(i, "to " + of_authors() + " knowledge");
        at_ = words_.places[i + length - 1].end;
        result_.our = true;
        return i + length;
    }

    /// Whether a research noun is what "our" at `i` belongs to, and whether an adjective between them says whose.
    struct Owned {
        bool research = false;
        bool adjective = false;
    };
    Owned owned_at(std::size_t i) const {
        Owned owned;
        for (std::size_t k = i + 1; k < words_.size() && k <= i + 6; ++k) {
            const std::string_view between =
                text_.substr(words_.places[k - 1].end, words_.places[k].begin - words_.places[k - 1].end);
            if (k > i + 1 && between.find_first_of(",;:.()") != std::string_view::npos) {
                break;
            }
            const std::string_view word = words_[k];
            if (is_one_of(function_words, word)) {
                break;
            }
            const bool superlative =
                word.size() > 5 && word.substr(word.size() - 3) == "est" && word != "interest" && word != "request";
            if (!owned.research && (is_one_of(owned_adjectives, word) || superlative)) {
                owned.adjective = true;
            }
            const std::size_t hyphen = word.rfind('-');
            const std::string_view last = hyphen == std::string_view::npos ? word : word.substr(hyphen + 1);
            if (is_one_of(research_nouns, last)) {
                owned.research = true;
            }
        }
        return owned;
    }

    /// "We evaluate our model": the object of the authors' own verb.
    bool object_of_we(std::size_t i) const {
        if (!authors_named_ || i < 2) {
            return false;
        }
        std::size_t verb = i - 1;
        while (verb > 0 && is_adverb(words_[verb])) {
            --verb;
        }
        std::size_t subject = verb == 0 ? 0 : verb - 1;
        while (subject > 0 && is_adverb(words_[subject])) {
            --subject;
        }
        return is_we(subject);
    }

    /// "Our TUNA features …": the name alone says whose it is. "Our BERT baseline" keeps an article.
    bool own_name_alone(std::size_t i) const {
        if (i + 1 >= words_.size()) {
            return false;
        }
        const auto place = words_.places[i + 1];
        const std::string_view name = text_.substr(place.begin, place.end - place.begin);
        if (std::count_if(name.begin(), name.end(), is_upper) < 2) {
            return false;
        }
        if (is_everyday_abbreviation(name)) {
            return false;  // "our GAN" is one of many
        }
        if (i + 2 >= words_.size()) {
            return true;
        }
        const char behind = place.end < text_.size() ? text_[place.end] : '.';
        const std::string_view next = words_[i + 2];
        return behind != ' ' || is_one_of(function_words, next) || (i == 0 && next.size() > 3 && next.back() == 's');
    }

    std::size_t our(std::size_t i) {
        result_.our = true;
        const std::size_t noun = is_one_of(of_every_day, words_[i + 1]) ? i + 2 : i + 1;
        if (is_one_of(of_everybody, words_[noun]) || is_one_of(of_all, words_[noun])) {
            put(i, is_one_of(of_all, words_[noun]) ? "the" : "people's");
            return i + 1;
        }
        const Owned owned = owned_at(i);
        if (!owned.research && own_name_alone(i)) {
            copy_to(words_.places[i].begin);
            at_ = words_.places[i + 1].begin;
            return i + 1;
        }
        const bool understanding = words_[i + 1] == "understanding" || words_[i + 1] == "knowledge";
        const bool clear =
            !other_plural_ && (authors_named_ || (i == 0 && before_.authors_before && !before_.plural_before));
        if (understanding) {
            put(i, "the");
        } else if (object_of_we(i)) {
            put(i, "their");
        } else if (owned.research && !owned.adjective) {
            put(i, "the");
        } else if (clear) {
            put(i, "their");
        } else {
            put(i, of_authors());
        }
        return i + 1;
    }
};

}  // namespace

ThirdPerson to_third_person(std::string_view sentence, const PersonContext& before) {
    return Rewriter(sentence, before).rewrite();
}

bool has_first_person(std::string_view sentence) {
    const Words words = words_of(sentence);
    const std::vector<bool> quoted = quoted_bytes(sentence);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto place = words.places[i];
        if (quoted[place.begin]) {
            continue;
        }
        const std::string_view word = words[i];
        if (word == "we" || word == "our" || word == "ours" || word == "my" || word == "myself" ||
            word == "ourselves" || word.substr(0, 3) == "we'" || word == "i'm" || word == "i've" || word == "let's") {
            return true;
        }
        const bool lower = sentence[place.begin] == word.front();
        if (lower && (word == "us" || word == "me")) {
            return true;
        }
        if (lower && word == "mine" && i > 0 &&
            (words[i - 1] == "of" || words[i - 1] == "is" || words[i - 1] == "like")) {
            return true;  // not a coal mine, and not "to mine data"
        }
        if (word == "us" && sentence.substr(place.begin, 2) == "Us") {
            return true;
        }
        if (word != "i" || sentence[place.begin] != 'I') {
            continue;
        }
        // the pronoun, not a numeral or a symbol
        const char behind = place.end < sentence.size() ? sentence[place.end] : '.';
        const bool verb_follows = behind == ' ' && i + 1 < words.size() &&
                                  is_lower(sentence[words.places[i + 1].begin]) &&
                                  words.places[i + 1].begin == place.end + 1;
        if (verb_follows && (i == 0 || !is_one_of(numbered_things, words[i - 1])) && words[i + 1] != "and" &&
            words[i + 1] != "error" && words[i + 1] != "errors" && words[i + 1] != "is") {
            return true;
        }
    }
    return false;
}

}  // namespace digest
