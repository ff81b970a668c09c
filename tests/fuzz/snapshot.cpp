#include <fmt/format.h>

#include "app/edition/snapshot_json.h"
#include "digest/base/hash.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void read_file(std::string_view text) {
    const auto snapshot = read_snapshot(text, "2022-02.json");
    if (!snapshot) {
        return require_message(snapshot.error());
    }
    for (const auto& [id, figure] : snapshot->figures) {
        require(figure.figure.path.find("..") == std::string::npos && !figure.figure.path.starts_with('/'),
                "a figure is written beside the edition");
    }
    const std::string written = write_snapshot(*snapshot, true);
    const auto again = read_snapshot(written, "2022-02.json");
    require(again && write_snapshot(*again, true) == written, "what is read can be written and read again");
}

/// The bytes as a file, and as a body in the envelope with its checksum, which no fuzzer hits upon.
void read_bytes(std::string_view bytes) {
    read_file(bytes);
    for (const int format : {1, 2}) {
        read_file(fmt::format("{{\"format\":{},\"checksum\":\"{}\",\"body\":{}}}\n", format,
                              format == 1 ? content_hash_of_format_1(bytes) : sha256_hex(bytes), bytes));
    }
}

const Target target{"snapshot", read_bytes};

}  // namespace
}  // namespace digest::fuzz
