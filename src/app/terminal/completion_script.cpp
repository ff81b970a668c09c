#include "app/terminal/completion_script.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/terminal/options.h"

namespace digest {
namespace {

/// What is offered for a value.
struct Offer {
    std::vector<std::string> words{};
    std::string completer{};  ///< bash's own that is asked where no word fits: "default" is files, "dirnames" folders

    auto operator<=>(const Offer&) const = default;
};

Offer offer_for(const OptionDocumentation& option) {
    Offer offer;
    for (const std::string& word : option.type) {
        if (word == "FILE" || word == "PATH") {
            offer.completer = "default";
        } else if (word == "DIR") {
            if (offer.completer.empty()) {
                offer.completer = "dirnames";
            }
        } else if (word != "-" && !is_placeholder(word)) {  // "-" is typed faster than chosen
            offer.words.push_back(word);
        }
    }
    return offer;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    return fmt::format("{}", fmt::join(words, between));
}

using Documented = std::vector<VerbDocumentation>;

/// Calls `visit(verb, option, name)` for every name of every option of every verb.
template <class Visit>
void for_each_option(const Documented& verbs, Visit visit) {
    for (const VerbDocumentation& verb : verbs) {
        for (const OptionDocumentation& option : verb.options) {
            if (option.is_argument()) {
                continue;
            }
            for (const std::string& name : option.each_name()) {
                visit(verb.name, option, name);
            }
        }
    }
}

/// The patterns of VERB/OPTION that have the same offer. An option that is the same for all verbs is */OPTION.
std::map<Offer, std::vector<std::string>> patterns_by_offer(const Documented& verbs) {
    std::map<std::string, std::set<Offer>> offers_of_name;
    for_each_option(verbs, [&](const std::string&, const OptionDocumentation& option, const std::string& name) {
        if (!option.type.empty()) {
            offers_of_name[name].insert(offer_for(option));
        }
    });
    std::map<Offer, std::set<std::string>> patterns;
    for_each_option(verbs, [&](const std::string& verb, const OptionDocumentation& option, const std::string& name) {
        if (option.type.empty()) {
            return;
        }
        const bool alike = offers_of_name[name].size() == 1;
        patterns[offer_for(option)].insert((alike ? "*/" : verb + "/") + name);
    });
    std::map<Offer, std::vector<std::string>> result;
    for (const auto& [offer, names] : patterns) {
        result[offer].assign(names.begin(), names.end());
    }
    return result;
}

std::string assignments(const Offer& offer) {
    std::string text;
    if (!offer.words.empty()) {
        text += fmt::format(" words='{}'", joined(offer.words, " "));
    }
    if (!offer.completer.empty()) {
        text += fmt::format(" completer={}", offer.completer);
    }
    return text.empty() ? " :" : text;
}

std::string value_cases(const Documented& verbs) {
    std::string text;
    for (const auto& [offer, patterns] : patterns_by_offer(verbs)) {
        text += fmt::format("    {})\n       {} ;;\n", joined(patterns, " | "), assignments(offer));
    }
    return text;
}

/// Options that take several values: these may stand further away from the word that is typed.
std::string several_pattern(const Documented& verbs) {
    std::set<std::string> patterns;
    for_each_option(verbs, [&](const std::string& verb, const OptionDocumentation& option, const std::string& name) {
        if (option.several && !option.type.empty()) {
            patterns.insert(verb + "/" + name);
        }
    });
    return joined({patterns.begin(), patterns.end()}, " | ");
}

std::string argument_cases(const Documented& verbs) {
    std::string text;
    for (const VerbDocumentation& verb : verbs) {
        for (const OptionDocumentation& option : verb.options) {
            if (!option.is_argument()) {
                continue;
            }
            const Offer offer = offer_for(option);
            if (!offer.completer.empty()) {
                text += fmt::format("        {}){} ;;\n", verb.name, assignments(offer));
            }
        }
    }
    return text;
}

/// The long names of a verb's options; the short one where there is no other.
std::string option_words(const VerbDocumentation& verb, bool common) {
    std::vector<std::string> words;
    for (const OptionDocumentation& option : verb.options) {
        if (option.is_argument() || (option.scope == OptionScope::common) != common) {
            continue;
        }
        words.push_back(option.each_name().back());
    }
    return joined(words, " ");
}

std::string option_cases(const Documented& verbs) {
    std::string text;
    for (const VerbDocumentation& verb : verbs) {
        const std::string words = option_words(verb, false);
        if (!words.empty()) {
            text += fmt::format("    {}) words='{}' ;;\n", verb.name, words);
        }
    }
    return text;
}

std::string verb_words(const Documented& verbs) {
    std::string text;
    for (const VerbDocumentation& verb : verbs) {
        text += verb.name + " ";
    }
    return text + "--help --version";
}

constexpr const char* head =
    R"(# bash completion of digest. Written by digest_make_docs from the program's own tables: do not edit.

_digest() {
    local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} at=$((COMP_CWORD - 1)) words='' completer='' option i
    COMPREPLY=()
)";

constexpr const char* find_option = R"(
    # The option whose value is typed. Bash parts --format=html at the =.
    if [[ $word == '=' ]]; then
        word=''
    elif [[ ${COMP_WORDS[at]} == '=' ]]; then
        at=$((at - 1))
    fi
    option=${COMP_WORDS[at]}
    for ((i = at; i > 1; --i)); do
        case $verb/${COMP_WORDS[i]} in
)";

constexpr const char* foot = R"(
_digest_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$2" -- "$1")
    # Asked only where COMPREPLY stays empty. Bash's own completion knows quoted names and the tilde.
    if [[ $3 ]]; then
        compopt -o "$3"
    fi
}

complete -F _digest digest
)";

}  // namespace

std::string bash_completion_script(const Documented& verbs) {
    std::string script = head;
    script += fmt::format(
        "    if ((COMP_CWORD == 1)); then\n        _digest_offer \"$word\" '{}' ''\n        return\n    fi\n",
        verb_words(verbs));
    script += find_option;
    script += fmt::format(
        "        {})\n            option=${{COMP_WORDS[i]}}\n            break\n            ;;\n"
        "        */-?*) break ;;\n        esac\n    done\n",
        several_pattern(verbs));
    script += "    case $verb/$option in\n" + value_cases(verbs);
    script += "    *) option='' ;;\n    esac\n";
    script +=
        "    if [[ $option ]]; then\n        _digest_offer \"$word\" \"$words\" \"$completer\"\n        return\n    "
        "fi\n";
    script += "\n    if [[ $word != -* ]]; then\n        case $verb in\n" + argument_cases(verbs) + "        esac\n";
    script +=
        "        if [[ $completer ]]; then\n            _digest_offer \"$word\" '' \"$completer\"\n            return\n"
        "        fi\n    fi\n";
    script += "    case $verb in\n" + option_cases(verbs) + "    esac\n";
    script += fmt::format("    _digest_offer \"$word\" \"$words {}\" ''\n}}\n", option_words(verbs.front(), true));
    return script + foot;
}

}  // namespace digest
