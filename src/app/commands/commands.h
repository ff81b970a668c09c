#pragma once

#include "app/workspace/session.h"
#include "digest/base/error.h"

namespace digest {

/// One file a verb in src/app/commands/. Each gives the exit code of a run that did not fail.
Result<int> run_build(Session& session);
Result<int> run_fetch(Session& session);
Result<int> run_status(Session& session);
Result<int> run_rank(Session& session);
Result<int> run_shortlist(Session& session);
Result<int> run_explain(Session& session);
Result<int> run_topics(Session& session);
Result<int> run_trends(Session& session);
Result<int> run_edit(Session& session);
Result<int> run_pick(Session& session);
Result<int> run_drop(Session& session);
Result<int> run_diff(Session& session);
Result<int> run_check(Session& session);
Result<int> run_schedule(Session& session);
Result<int> run_learn(Session& session);
Result<int> run_eval(Session& session);
Result<int> run_import(Session& session);
Result<int> run_init(Session& session);

}  // namespace digest
