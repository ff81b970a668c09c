#include "observations.h"

namespace digest::fuzz {
namespace {

void read_answer(std::string_view bytes) {
    require_answer(parse_openalex(bytes, asked_ids(), asked_at), 2);
}

const Target target{"openalex", read_answer};

}  // namespace
}  // namespace digest::fuzz
