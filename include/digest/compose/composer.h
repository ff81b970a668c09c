#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "digest/compose/blurb.h"
#include "digest/model/candidate.h"
#include "digest/model/edition.h"
#include "digest/model/loss.h"
#include "digest/model/overlay.h"
#include "digest/model/snapshot.h"
#include "digest/model/topic.h"

// An edition of one pick:
//
//     ComposeInput input;
//     input.key = edition_of(Month{2022, 2});
//     input.blocks = {Block::opening, Block::closing};
//     input.picks.push_back({.candidate = candidate, .topic = "Vision"});
//     const Edition edition = compose_edition(input);
//     return edition.title;  // "Best of arXiv — February 2022"

namespace digest {

/// One section to compose: the candidate and what select and enrich found for it.
struct ComposePick {
    Candidate candidate{};
    std::string topic{};  ///< name of its strongest topic
    std::string reason{};
    bool pinned = false;
    std::optional<Figure> figure{};
    std::vector<Link> links{};            ///< found beside the abstract (Hugging Face's repository)
    std::vector<RelatedPaper> related{};  ///< nearest first (compose/related.h)
};

/// Everything an edition is composed from. Pure values; nothing else is looked at.
struct ComposeInput {
    EditionKey key{};
    bool whole = true;
    bool sample = false;  ///< the shipped sample month: its summaries are the program's own
    std::string program_version{};
    std::string title_pattern = "Best of arXiv — {month} {year}";
    std::string publisher{};
    std::string publisher_url{};
    std::string closing{};
    Language language = Language::english;
    MathOutput math = MathOutput::unicode;
    std::vector<Block> blocks{};
    std::vector<Topic> topics{};
    std::vector<Landmark> landmarks{};
    std::vector<ComposePick> picks{};  ///< in the order of the edition
    std::vector<Paper> named{};        ///< other papers that the overlay names (related, second in a heading)
    std::vector<RunnerUp> near_misses{};
    std::vector<NewsItem> news{};
    std::vector<Trend> trends{};
    std::vector<Provenance> provenance{};
    int considered = 0;                               ///< candidates
    int per_topic_max = 0;                            ///< 0: not said
    std::map<std::string, int> primary_categories{};  ///< of the candidates, with their number
    BlurbOptions blurbs{};                            ///< `keep_math` follows from `math`
    Overlay overlay{};                                ///< the editor's words win
    std::vector<std::string> notices{};
};

/// The edition, decided in full. Pure: the same input gives the same edition.
Edition compose_edition(const ComposeInput& input);

/// "Ada Example, Bob Sample and Cy Test." of up to four authors, else the first three and "et al."; entries without a
/// letter are dropped, TeX is converted.
std::string byline_of(const std::vector<std::string>& authors, Language language = Language::english);

}  // namespace digest
