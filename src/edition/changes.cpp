#include "digest/edition/changes.h"

#include <array>

#include <fmt/format.h>

#include "digest/model/observation.h"

namespace digest {
namespace {

const Pick* find_pick(const Edition& edition, const std::string& id) {
    for (const Pick& pick : edition.picks) {
        if (!pick.id.empty() && pick.id == id) {
            return &pick;
        }
    }
    return nullptr;
}

std::string day_text(const std::optional<Timestamp>& time) {
    return time ? format_day(std::chrono::floor<std::chrono::days>(*time)) : "never";
}

const Provenance* find_provenance(const Snapshot& snapshot, const Provenance& like) {
    for (const Provenance& each : snapshot.provenance) {
        if (each.service == like.service && each.what == like.what) {
            return &each;
        }
    }
    return nullptr;
}

EditionChange pick_change(EditionChange::Kind kind, const Pick& pick, int number_before, int number) {
    EditionChange change;
    change.kind = kind;
    change.id = pick.id;
    change.title = pick.title;
    change.number_before = number_before;
    change.number = number;
    return change;
}

void add_pick_changes(const Edition& before, const Edition& after, std::vector<EditionChange>& found) {
    using Kind = EditionChange::Kind;
    for (const Pick& pick : before.picks) {
        if (!pick.id.empty() && !find_pick(after, pick.id)) {
            found.push_back(pick_change(Kind::left, pick, pick.number, 0));
        }
    }
    for (const Pick& pick : after.picks) {
        if (pick.id.empty()) {
            continue;
        }
        const Pick* old = find_pick(before, pick.id);
        if (!old) {
            found.push_back(pick_change(Kind::entered, pick, 0, pick.number));
        } else if (old->number != pick.number) {
            found.push_back(pick_change(Kind::moved, pick, old->number, pick.number));
        }
    }
}

void add_number_changes(const Snapshot& before, const Snapshot& after, std::vector<EditionChange>& found) {
    for (const Provenance& now : after.provenance) {
        const Provenance* then = find_provenance(before, now);
        if (then && then->last == now.last) {
            continue;
        }
        EditionChange& change = found.emplace_back();
        change.kind = EditionChange::Kind::numbers;
        change.service = now.service;
        change.what = now.what;
        change.observed_before = then ? then->last : std::nullopt;
        change.observed = now.last;
    }
}

}  // namespace

std::string_view title_of(EditionInput input) {
    constexpr std::array<std::string_view, 6> titles = {"the configuration",  "the topics",   "the venues",
                                                        "the landmark works", "the template", "the role model"};
    return titles[static_cast<std::size_t>(input)];
}

std::vector<EditionInput> changed_inputs(const Snapshot& frozen, const EditionSettings& settings,
                                         const EditionTexts& texts) {
    struct TextInput {
        EditionInput input;
        std::string EditionTexts::*text;
    };
    constexpr TextInput text_inputs[] = {{EditionInput::topics, &EditionTexts::topics},
                                         {EditionInput::venues, &EditionTexts::venues},
                                         {EditionInput::landmarks, &EditionTexts::landmarks},
                                         {EditionInput::template_text, &EditionTexts::template_text},
                                         {EditionInput::role_model, &EditionTexts::role_model}};
    std::vector<EditionInput> changed;
    if (frozen.settings != settings) {
        changed.push_back(EditionInput::configuration);
    }
    for (const TextInput& each : text_inputs) {
        if (frozen.texts.*each.text != texts.*each.text) {
            changed.push_back(each.input);
        }
    }
    return changed;
}

std::string in_words(const EditionChange& change) {
    switch (change.kind) {
        case EditionChange::Kind::left:
            return fmt::format("out: {} {}", change.id, change.title);
        case EditionChange::Kind::entered:
            return fmt::format("in: no. {}, {} {}", change.number, change.id, change.title);
        case EditionChange::Kind::moved:
            return fmt::format("moved: {} from no. {} to no. {}", change.id, change.number_before, change.number);
        case EditionChange::Kind::candidates:
            return fmt::format("candidates: {} before, {} now", change.number_before, change.number);
        case EditionChange::Kind::numbers:
            break;
    }
    return fmt::format("{} of {}: as of {} before, {} now", change.what, service_title(change.service),
                       day_text(change.observed_before), day_text(change.observed));
}

std::vector<EditionChange> changes(const Snapshot& before, const Edition& old_edition, const Snapshot& after,
                                   const Edition& new_edition) {
    std::vector<EditionChange> found;
    add_pick_changes(old_edition, new_edition, found);
    if (before.considered() != after.considered()) {
        EditionChange& change = found.emplace_back();
        change.kind = EditionChange::Kind::candidates;
        change.number_before = before.considered();
        change.number = after.considered();
    }
    add_number_changes(before, after, found);
    return found;
}

}  // namespace digest
