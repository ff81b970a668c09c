#pragma once

#include <string>
#include <vector>

#include "app/terminal/options.h"

namespace digest {

// Options that several verbs have, and that mean the same in each.

void declare_format(VerbOptions& declare, Options& options, const std::vector<std::string>& formats);
void declare_limit(VerbOptions& declare, Options& options, int default_limit);
void declare_output(VerbOptions& declare, Options& options, const char* description);
/// How an edition looks, for those who build it and who compare it.
void declare_look(VerbOptions& declare, Options& options);
/// What somebody chose, for those who learn from it and who measure by it.
void declare_judgements(VerbOptions& declare, Options& options);

}  // namespace digest
