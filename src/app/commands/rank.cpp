#include <fmt/format.h>

#include "digest/app/commands.h"
#include "digest/app/pipeline.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

constexpr int default_limit = 50;

}  // namespace

Result<int> run_rank(Session& session) {
    const auto key = session.edition_key();
    if (!key) return tl::unexpected(key.error());
    session.terminal().say(window_line(*key));
    const auto material = gather(session, *key, false);
    if (!material) return tl::unexpected(material.error());
    tell_if_short(session, *material);
    const auto scoring = score_window(session, *key, *material);
    if (!scoring) return tl::unexpected(scoring.error());
    const auto limit = static_cast<std::size_t>(session.options().limit.value_or(default_limit));
    const std::string& format = session.options().format;
    if (format == "json") {
        session.write_out(rank_json(*key, material->whole(), scoring->candidates, limit));
    } else if (format == "csv") {
        session.write_out(rank_csv(scoring->candidates, limit));
    } else {
        session.write_out(rank_table(scoring->candidates, limit));
    }
    return 0;
}

}  // namespace digest
