#include "digest/text/terms.h"

#include <algorithm>

#include "digest/base/ascii.h"
#include "digest/base/hash.h"
#include "digest/base/utf8.h"

namespace digest {
namespace {

constexpr std::size_t fewest_papers = 3;
constexpr double least_share = 0.6;
constexpr std::size_t longest_short_form = 8;

/// The short form that a token writes, without its plural s; empty where it is none.
std::string_view short_form(std::string_view text, const Token& token) {
    if (!token.is(Token::acronym) || token.id != unknown_word || token.length > longest_short_form) {
        return {};
    }
    std::string_view form = text.substr(token.begin, token.length);
    if (form.size() > 2 && form.back() == 's' && is_upper(form[form.size() - 2])) {
        form.remove_suffix(1);
    }
    return form;
}

bool stands_in_brackets(std::string_view text, const Token& token) {
    const std::size_t end = token.begin + token.length;
    return token.begin > 0 && text[token.begin - 1] == '(' && end < text.size() && text[end] == ')';
}

bool abbreviates(std::string_view form, std::string_view term) {
    const std::string small = ascii_lower(form);
    const std::string letters = ascii_lower(term);
    if (letters.empty() || small.front() != letters.front()) {
        return false;
    }
    std::size_t at = 0;
    for (const char c : small) {
        at = letters.find(c, at);
        if (at == std::string::npos) {
            return false;
        }
        ++at;
    }
    return true;
}

}  // namespace

void AliasFinder::count(std::string_view form, std::uint32_t Occurrence::*field, std::size_t first) {
    const std::uint64_t hash = fnv1a(form);
    const auto begin = occurrences_.begin() + static_cast<std::ptrdiff_t>(first);
    auto found = std::find_if(begin, occurrences_.end(), [&](const Occurrence& o) { return o.hash == hash; });
    if (found == occurrences_.end()) {
        found = occurrences_.insert(found, {papers_, 0, 0, hash});
    }
    ++((*found).*field);
}

void AliasFinder::define(std::string_view form, std::size_t at, const std::vector<TermEnd>& ends) {
    auto entry = definitions_.find(form);
    if (entry == definitions_.end()) {
        entry = definitions_.emplace(std::string(form), Definitions{}).first;
    }
    ++entry->second.papers;
    for (const TermEnd& end : ends) {
        if (end.end == at) {
            ++entry->second.terms[end.term];
        }
    }
}

void AliasFinder::add(const Paper& paper, const TokenisedPaper& tokens, const std::vector<TermEnd>& ends) {
    const std::size_t first = occurrences_.size();
    for (const Token& token : tokens.title) {
        const std::string_view form = short_form(paper.title, token);
        if (!form.empty()) {
            count(form, &Occurrence::title, first);
        }
    }
    for (std::size_t i = 0; i < tokens.abstract.size(); ++i) {
        const Token& token = tokens.abstract[i];
        const std::string_view form = short_form(paper.abstract, token);
        if (form.empty()) {
            continue;
        }
        count(form, &Occurrence::abstract, first);
        if (stands_in_brackets(paper.abstract, token)) {
            define(form, i, ends);
        }
    }
    ++papers_;
}

void AliasFinder::append(const AliasFinder& behind) {
    for (const auto& [form, found] : behind.definitions_) {
        Definitions& own = definitions_[form];
        own.papers += found.papers;
        for (const auto& [term, papers] : found.terms) {
            own.terms[term] += papers;
        }
    }
    occurrences_.reserve(occurrences_.size() + behind.occurrences_.size());
    for (Occurrence occurrence : behind.occurrences_) {
        occurrence.paper += papers_;
        occurrences_.push_back(occurrence);
    }
    papers_ += behind.papers_;
}

std::vector<AliasFinder::Alias> AliasFinder::aliases(const std::vector<TopicMatcher::Term>& terms) const {
    std::vector<Alias> result;
    for (const auto& [form, definitions] : definitions_) {
        for (const auto& [term, papers] : definitions.terms) {
            const bool most = static_cast<double>(papers) >= least_share * static_cast<double>(definitions.papers);
            if (papers >= fewest_papers && most && abbreviates(form, terms[term].text)) {
                result.push_back({form, term, papers});
            }
        }
    }
    return result;
}

std::vector<std::vector<TermCount>> AliasFinder::counts(const std::vector<Alias>& aliases) const {
    std::vector<std::vector<TermCount>> result(papers_);
    std::multimap<std::uint64_t, std::uint32_t> terms;
    for (const Alias& alias : aliases) {
        terms.emplace(fnv1a(alias.text), alias.term);
    }
    for (const Occurrence& occurrence : occurrences_) {
        const auto [begin, end] = terms.equal_range(occurrence.hash);
        for (auto term = begin; term != end; ++term) {
            result[occurrence.paper].push_back({term->second, occurrence.title, occurrence.abstract});
        }
    }
    return result;
}

}  // namespace digest
