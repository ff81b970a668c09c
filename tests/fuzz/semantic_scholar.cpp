#include "observations.h"

namespace digest::fuzz {
namespace {

void read_answer(std::string_view bytes) {
    require_answer(parse_semantic_scholar(bytes, asked_ids(), asked_at), 4);
}

const Target target{"semantic_scholar", read_answer};

}  // namespace
}  // namespace digest::fuzz
