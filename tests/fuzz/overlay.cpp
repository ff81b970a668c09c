#include <algorithm>

#include "app/workspace/overlay_file.h"
#include "app/workspace/overlay_text.h"
#include "target.h"

namespace digest::fuzz {
namespace {

constexpr std::string_view file = "2022-02.toml";
const NamedPaper paper{"2201.03545", R"(A "Title" # of \one paper)"};

bool is_pinned(const Overlay& overlay) {
    return std::any_of(overlay.picks.begin(), overlay.picks.end(), [](const PinnedPick& pick) {
        return std::find(pick.ids.begin(), pick.ids.end(), paper.id) != pick.ids.end();
    });
}

bool is_dropped(const Overlay& overlay) {
    return std::any_of(overlay.drops.begin(), overlay.drops.end(),
                       [](const DroppedPaper& drop) { return drop.id == paper.id; });
}

void require_mistake(const Error& error) {
    require_message(error);
    require(error.origin.starts_with(file), "a mistake has its place");
}

/// What a change says of all others stays as it was.
void require_change(const OverlayChange& change, Overlay before, bool pinned) {
    auto after = parse_overlay(change.text, file);
    require(after.has_value(), "a changed overlay is an overlay");
    require(is_pinned(*after) == pinned && is_dropped(*after) != pinned, "the paper is what was asked for");
    for (Overlay* overlay : {&before, &*after}) {
        std::erase_if(overlay->drops, [](const DroppedPaper& drop) { return drop.id == paper.id; });
        std::erase_if(overlay->picks, [](const PinnedPick& pick) { return pick.ids == std::vector{paper.id}; });
    }
    require(before == *after, "all else says what it said");
}

void edit(std::string_view bytes) {
    const auto overlay = parse_overlay(bytes, file);
    if (!overlay) {
        return require_mistake(overlay.error());
    }
    const bool was_there = is_pinned(*overlay) || is_dropped(*overlay);

    const auto pinned = pin_papers(bytes, file, {paper});
    if (!pinned) {
        return require_mistake(pinned.error());
    }
    require_change(*pinned, *overlay, true);
    if (!was_there) {
        require(pinned->text.starts_with(bytes), "what stood there stays, byte for byte");
    }

    const auto dropped = drop_papers(pinned->text, file, {paper}, "said \"no\"\n");
    if (!dropped) {
        require(was_there, "what was just pinned can be dropped");
        return require_mistake(dropped.error());
    }
    require_change(*dropped, *overlay, false);
    if (!was_there) {
        require(dropped->text.starts_with(bytes), "a pin goes without a trace");
    }
}

const Target target{"overlay", edit};

}  // namespace
}  // namespace digest::fuzz
