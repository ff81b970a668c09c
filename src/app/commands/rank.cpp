#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/edition/freezer.h"
#include "app/edition/pipeline.h"
#include "digest/render/listing.h"

namespace digest {
namespace {

constexpr int default_limit = 50;

}  // namespace

Result<int> run_rank(Session& session) {
    auto window = load_window(session);
    if (!window) return tl::unexpected(window.error());
    const EditionKey& key = window->key;
    Material& material = window->material;
    if (auto told = tell_if_frozen(session, key); !told) return tl::unexpected(told.error());
    const auto scoring = score_window(session, key, std::move(material.papers), std::move(material.observations));
    if (!scoring) return tl::unexpected(scoring.error());
    const auto limit = static_cast<std::size_t>(session.options().limit.value_or(default_limit));
    const std::string& format = session.options().format;
    if (format == "json") {
        session.write_out(rank_json(key, material.whole(), scoring->candidates, limit));
    } else if (format == "csv") {
        session.write_out(rank_csv(scoring->candidates, limit));
    } else {
        session.write_out(rank_table(scoring->candidates, limit));
    }
    return 0;
}

}  // namespace digest
