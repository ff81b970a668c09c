#include "digest/model/candidate.h"

namespace digest {

bool ranks_before(const Candidate& a, const Candidate& b) {
    if (a.score != b.score) {
        return a.score > b.score;
    }
    if (a.paper.submitted != b.paper.submitted) {
        return a.paper.submitted > b.paper.submitted;
    }
    return a.paper.id < b.paper.id;
}

}  // namespace digest
