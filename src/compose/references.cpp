#include "digest/compose/references.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "digest/base/ascii.h"
#include "digest/base/npos.h"

namespace digest {
namespace {

constexpr int most_a_pick = 2;

struct Name {
    std::string_view text;
    const Landmark* landmark = nullptr;
};

/// The names by their first byte, the longest first.
class NameTable {
  public:
    explicit NameTable(const std::vector<Landmark>& landmarks) {
        for (const Landmark& landmark : landmarks) {
            for (const std::string& name : landmark.names) {
                if (!name.empty()) {
                    by_first_[static_cast<unsigned char>(name.front())].push_back({name, &landmark});
                }
            }
        }
        for (auto& names : by_first_) {
            std::stable_sort(names.begin(), names.end(), [](const Name& a, const Name& b) {
                if (a.text.size() != b.text.size()) {
                    return a.text.size() > b.text.size();
                }
                return a.text < b.text;
            });
        }
    }

    const std::vector<Name>& beginning_with(char first) const { return by_first_[static_cast<unsigned char>(first)]; }

  private:
    std::array<std::vector<Name>, 256> by_first_{};
};

bool names_itself(const NamedIn& paper, std::string_view name) {
    const std::string_view title = paper.title;
    if (title.substr(0, name.size()) == name) {
        const std::string_view rest = title.substr(name.size());
        if (rest.empty() || rest.front() == ':' || rest.substr(0, 2) == " :" || rest.front() == ',') {
            return true;
        }
    }
    for (const std::string_view lead : {"called ", "named ", "dubbed ", "termed ", "propose ", "introduce ", "present ",
                                        "call it ", "introduces ", "presents "}) {
        const std::string phrase = std::string(lead) + std::string(name);
        const std::size_t at = paper.abstract.find(phrase);
        if (at != std::string::npos && stands_alone(paper.abstract, at + lead.size(), name.size())) {
            return true;
        }
    }
    return false;
}

bool guarded(const Landmark& landmark, const NamedIn& paper) {
    if (landmark.guards.empty()) {
        return true;
    }
    return std::any_of(landmark.guards.begin(), landmark.guards.end(),
                       [&](const std::string& guard) { return paper.abstract.find(guard) != std::string::npos; });
}

/// Behind the name, a hyphenated tail ("BERT-based"), a possessive, and its short form in brackets.
std::size_t mark_place(std::string_view text, std::size_t end) {
    while (end < text.size() && (text[end] == '-' || is_alphanumeric(text[end]))) {
        ++end;
    }
    if (text.substr(end, 2) == "'s") {
        end += 2;
    }
    if (text.substr(end, 4) == "’s") {
        end += 4;
    }
    if (text.substr(end, 2) != " (") {
        return end;
    }
    const std::size_t close = text.find(')', end);
    const bool short_form =
        close != npos && close - end <= 12 && text.substr(end + 2, close - end - 2).find(' ') == npos;
    return short_form ? close + 1 : end;
}

std::string author_text(const Landmark& landmark) {
    const auto& authors = landmark.authors;
    if (authors.empty()) {
        return {};
    }
    if (landmark.et_al || authors.size() > 2) {
        return authors.front() + " et al.";
    }
    return authors.size() == 2 ? authors[0] + " and " + authors[1] : authors.front();
}

class ReferenceMarker {
  public:
    ReferenceMarker(const NameTable& names, std::set<std::string> picked) : names_(names), picked_(std::move(picked)) {}

    void mark(Pick& pick, const NamedIn& paper) {
        paper_ = &paper;
        left_ = most_a_pick;
        for (auto* block : {&pick.blurb.why, &pick.blurb.insights}) {
            for (ComposedSentence& sentence : *block) {
                if (sentence.by == WordsBy::editor) {
                    continue;
                }
                mark_text(sentence.text);
                for (std::string& item : sentence.list) {
                    mark_text(item);
                }
            }
        }
    }

    std::vector<Reference> take() { return std::move(references_); }

  private:
    const NameTable& names_;
    std::set<std::string> picked_;
    std::set<std::string> seen_{};
    std::vector<Reference> references_{};
    const NamedIn* paper_ = nullptr;
    int left_ = 0;

    void mark_text(std::string& text) {
        for (std::size_t i = 0; i < text.size() && left_ > 0;) {
            const Name* name = name_at(text, i);
            if (name == nullptr) {
                ++i;
                continue;
            }
            const std::size_t end = i + name->text.size();
            i = end;
            if (!may_refer(*name)) {
                continue;
            }
            seen_.insert(name->landmark->address());
            const std::string mark = " [" + std::to_string(references_.size() + 1) + "]";
            const std::size_t place = mark_place(text, end);
            text.insert(place, mark);
            i = place + mark.size();
            add_reference(*name);
            --left_;
        }
    }

    const Name* name_at(std::string_view text, std::size_t at) const {
        for (const Name& name : names_.beginning_with(text[at])) {
            if (text.substr(at, name.text.size()) == name.text && stands_alone(text, at, name.text.size())) {
                return &name;
            }
        }
        return nullptr;
    }

    bool may_refer(const Name& name) const {
        const Landmark& landmark = *name.landmark;
        if (seen_.contains(landmark.address()) || landmark.address().empty()) {
            return false;
        }
        if (!landmark.arxiv_id.empty() && picked_.contains(landmark.arxiv_id)) {
            return false;
        }
        return guarded(landmark, *paper_) && !names_itself(*paper_, name.text);
    }

    void add_reference(const Name& name) {
        const Landmark& landmark = *name.landmark;
        Reference reference;
        reference.number = static_cast<int>(references_.size()) + 1;
        reference.title = landmark.title;
        reference.authors = author_text(landmark);
        reference.year = landmark.year;
        reference.url = landmark.address();
        reference.named_as = name.text;
        references_.push_back(std::move(reference));
    }
};

}  // namespace

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
    if (at > 0 && (is_alphanumeric(text[at - 1]) || std::string_view("_-/\\^.").find(text[at - 1]) != npos)) {
        return false;
    }
    const std::string_view rest = text.substr(at + length);
    if (rest.empty()) {
        return true;
    }
    if (is_alphanumeric(rest[0]) || rest[0] == '_' || rest[0] == '+' || rest[0] == '#') {
        return false;
    }
    if (rest.size() < 2) {
        return true;
    }
    if (rest[0] == '-' && (is_upper(rest[1]) || is_digit(rest[1]))) {
        return false;
    }
    return !(rest[0] == '.' && is_digit(rest[1]));
}

std::vector<Reference> mark_references(std::vector<Pick>& picks, const std::vector<NamedIn>& papers,
                                       const std::vector<Landmark>& landmarks) {
    std::set<std::string> picked;
    for (const Pick& pick : picks) {
        if (!pick.id.empty()) {
            picked.insert(pick.id);
        }
    }
    const NameTable names(landmarks);
    ReferenceMarker marker(names, std::move(picked));
    for (std::size_t i = 0; i < picks.size() && i < papers.size(); ++i) {
        marker.mark(picks[i], papers[i]);
    }
    return marker.take();
}

}  // namespace digest
