#include "digest/base/dates.h"

#include "digest/model/arxiv_id.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void require_time(std::optional<Timestamp> time) {
    if (time) {
        require(parse_rfc3339(format_rfc3339(*time)) == time, "a time that is read can be written and read");
    }
}

/// The dates and identifiers that stand in all answers.
void read_field(std::string_view bytes) {
    require_time(parse_rfc3339(bytes));
    require_time(parse_mail_date(bytes));
    if (const auto day = parse_day(bytes)) {
        require(format_day(*day) == bytes, "a day has one form");
    }
    if (const auto month = parse_month(bytes)) {
        require(month->text() == bytes && month->year >= 1991 && month->year <= 2100, "a month has one form");
    }
    if (const auto id = parse_arxiv_id(bytes)) {
        require_id(id->id);
        require(file_stem(id->id).find_first_of("/\\\n") == std::string::npos, "an id may stand in a file's name");
        require(parse_arxiv_id(abstract_url(id->id)) == VersionedId{id->id, 0}, "an id is the same in its address");
    }
}

const Target target{"dates", read_field};

}  // namespace
}  // namespace digest::fuzz
