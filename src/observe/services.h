#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "digest/base/error.h"
#include "digest/base/notice.h"
#include "digest/model/observation.h"
#include "digest/model/paper.h"

namespace digest {

// What each service's answers mean. All pure. A body that is no JSON of the expected form is an error of kind data;
// single numbers that make no sense (negative, above a thousand million, no number at all) become failed observations
// with one notice for the whole answer.

struct ServiceAnswer {
    std::vector<Observation> observations{};
    Notices notices{};
};

/// The array that answers a batch. Per paper: "citations", "influential_citations", "h_indexes" and
/// "author_citations" (value: the mean of the three highest; detail: all that are known, in the authors' order).
/// A record is matched by its own arXiv id, else by its position where the array is as long as the batch. `null` is
/// unknown; a paper that an array of another length does not name is failed.
Result<ServiceAnswer> parse_semantic_scholar(std::string_view body, std::span<const std::string> ids, Timestamp now);

/// A page of works: "citations" and "citation_percentile" (0..1, of its field and year). What is not there is unknown.
Result<ServiceAnswer> parse_openalex(std::string_view body, std::span<const std::string> ids, Timestamp now);

/// A paper's entry in a list, which gives one or more numbers.
struct ListedPaper {
    std::string id;
    std::vector<Observation> observations{};
};

/// One page of the list of a day: "upvotes", "comments"; "repository" (value 1, detail: its address) and "stars"
/// (detail: the same) where they are given.
struct DailyPapers {
    std::vector<ListedPaper> papers{};  ///< each paper once, the first entry wins
    std::size_t entries = 0;            ///< on the page, those without a usable id included
    Notices notices{};
};
Result<DailyPapers> parse_daily_papers(std::string_view body, Timestamp now);

/// One page of a search for stories that link to arXiv.
struct Stories {
    struct Story {
        std::string paper_id;
        std::string number;  ///< of the discussion
        std::optional<double> points{};
        std::optional<double> comments{};
    };
    std::vector<Story> stories{};  ///< those that link to a paper
    std::int64_t found = 0;        ///< stories that the search has, on all pages
    std::int64_t pages = 0;
    std::size_t entries = 0;
    Notices notices{};
};
Result<Stories> parse_stories(std::string_view body);
/// "points" and "comments" of each paper's most liked story; the same whatever the order of the stories.
std::vector<ListedPaper> best_stories(std::span<const Stories::Story> stories, Timestamp now);

/// "owner/name" of the first repository at github.com that abstract or comment names; empty where there is none.
std::string named_repository(const Paper& paper);
/// stargazers_count of a repository's record.
Result<double> parse_repository_stars(std::string_view body);

namespace services {

struct Run;

// One a service: asks for what is missing or stale. Fails only with the sink or a stop.
Result<void> observe_semantic_scholar(Run& run);
Result<void> observe_openalex(Run& run);
Result<void> observe_hugging_face(Run& run);
Result<void> observe_hacker_news(Run& run);
Result<void> observe_github(Run& run);

struct Observer {
    std::string_view service;  ///< its row in model/services.h
    Result<void> (*observe)(Run& run);
};

/// In the order in which they are asked.
inline constexpr std::array observers = {
    Observer{"semantic_scholar", observe_semantic_scholar},
    Observer{"openalex", observe_openalex},
    Observer{"hugging_face", observe_hugging_face},
    Observer{"hacker_news", observe_hacker_news},
    Observer{"github", observe_github},
};

}  // namespace services

}  // namespace digest
