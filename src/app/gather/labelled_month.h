#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/workspace/session.h"
#include "digest/model/edition_key.h"
#include "digest/model/paper.h"

namespace digest {

/// The candidates of one month and what somebody chose of them: what `learn` fits on and `eval` measures.
struct JudgedMonth {
    EditionKey key{};  ///< its window holds the candidates
    std::string name{};
    std::vector<Paper> papers{};
    std::map<std::string, int> grades{};  ///< by id; an id that is not there was not chosen
    std::size_t missed = 0;               ///< chosen papers that are no candidates

    int grade(const std::string& id) const {
        const auto found = grades.find(id);
        return found == grades.end() ? 0 : found->second;
    }
};

/// One picks file, with its papers from the archive. A file that grades candidates with 0 names the candidates itself,
/// and is called after the month in which most of them were submitted; else they are the papers of the edition whose
/// window holds most of the file's ids (the earlier of equals). `month` (empty: find it) and `window` (empty: the
/// configured one) are as the command line has them. Ids that the archive does not know are told, and survived unless
/// none of the chosen is known.
Result<JudgedMonth> read_judged_month(Session& session, const std::string& file, const std::string& month,
                                      const std::string& window);

/// The editions that this workspace published, oldest first: their windows' papers, of them the featured ones chosen.
/// What another edition featured is no candidate, what the editor dropped is one that was not chosen. `months`: only
/// these; empty: all.
Result<std::vector<JudgedMonth>> read_own_months(Session& session, const std::vector<std::string>& months);

/// What --picks, --month and --window ask for: the picks files, else this workspace's own editions.
Result<std::vector<JudgedMonth>> read_judged_months(Session& session);

}  // namespace digest
