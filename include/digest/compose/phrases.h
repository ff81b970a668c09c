#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "digest/base/dates.h"
#include "digest/model/edition_key.h"
#include "digest/model/edition_settings.h"

namespace digest {

/// The composer's own words in one language. All texts are plain; every list is ready made.
class Phrases {
  public:
    explicit Phrases(Language language) : chinese_(language == Language::chinese) {}

    bool is_chinese() const { return chinese_; }

    std::string day(Day day) const;
    /// "a, b and c".
    std::string list(const std::vector<std::string>& items) const;
    std::string number(int value) const;  ///< "9,312"
    /// "from 15 December 2021 to 31 January 2022".
    std::string span(Day first, Day last) const;
    std::string edition_name(const EditionKey& key) const;  ///< "February 2022"

    std::string title(std::string_view pattern, const EditionKey& key) const;
    std::string subtitle(const std::vector<std::string>& topics) const;

    std::string looks_back(const Window& window) const;
    /// The size of the window and its largest primary categories, with their numbers, largest first.
    std::string size(int considered, bool sample, const std::vector<std::pair<std::string, int>>& largest) const;
    std::string rose(const std::vector<std::pair<std::string, int>>& terms) const;
    std::string first_the_news() const;

    /// How the candidates were ranked; `signals` are names of signals in the order of their weight.
    std::string ranking(const std::vector<std::string>& signals, int per_topic_max, std::string_view publisher) const;
    std::string selects(int picks, bool with_publisher) const;
    std::string topics(const std::vector<std::string>& topics) const;
    std::string nothing_selected() const;
    std::string closing(std::string_view publisher) const;

    std::string colophon_window(const EditionKey& key, int considered, bool sample) const;
    std::string colophon_not_whole() const;
    std::string colophon_prose(bool sample) const;
    std::string colophon_editor() const;
    /// "Citation counts from Semantic Scholar, as of 5 February 2022".
    struct Source {
        std::vector<std::string> metrics{};  ///< "citations", "h_indexes", …
        std::string service{};
        std::string dates{};
        bool knows_future = false;
    };
    std::string colophon_source(const Source& source, const EditionKey& key) const;
    /// The words in which a service asks to be named; empty where it asks nothing.
    std::string colophon_attribution(std::string_view service) const;
    std::string as_of(Day first, Day last) const;
    std::string colophon_program(std::string_view version) const;
    std::string colophon_thanks() const;

  private:
    bool chinese_ = false;
};

/// "cs.CL" → "computation and language"; a category that is not known stays as it is.
std::string category_name(std::string_view category, bool chinese);

/// "semantic_scholar" → "Semantic Scholar".
std::string service_name(std::string_view service);

}  // namespace digest
