#include "enrich/oai.h"

#include "digest/enrich/licence.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_record(std::string_view bytes) {
    const auto record = parse_oai_record(bytes, "oai");
    if (!record) {
        require_message(record.error());
        require_harmless(record.error().message);
        return;
    }
    if (!*record) {
        return;
    }
    require_id((*record)->id);
    require_clean_text((*record)->licence_uri);
    const Licence licence = licence_of((*record)->licence_uri);
    require(!licence.may_show || !licence.name.empty(), "what is not known is not shown");
}

const Target target{"oai", read_record};

}  // namespace
}  // namespace digest::fuzz
