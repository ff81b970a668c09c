#include "digest/harvest/metadata_dump.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_line(std::string_view bytes) {
    const auto paper = parse_metadata_line(bytes);
    if (paper) {
        return require_paper(*paper);
    }
    require_message(paper.error());
    require_harmless(paper.error().message);
}

const Target target{"metadata_line", read_line};

}  // namespace
}  // namespace digest::fuzz
