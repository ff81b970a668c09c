#pragma once

#include <string>

#include "digest/base/dates.h"

// Which edition, and which papers it is about:
//
//     const EditionKey key = edition_of(Month{2022, 2});
//     key.name();       // "2022-02"
//     key.window.from;  // 15 December 2021
//     key.due();        // 5 February 2022

namespace digest {

enum class WindowKind { edition, calendar, dates };

/// Which edition it is: month and window. Snapshot, overlay, memory and file names never mix two of them.
struct EditionKey {
    Month month{};
    WindowKind kind = WindowKind::edition;
    Window window{};

    bool operator==(const EditionKey&) const = default;

    /// "2022-02", "2022-02-calendar", "2022-02-20220110-20220120".
    std::string name() const;
    /// "edition", "calendar", "2022-01-10..2022-01-20".
    std::string window_name() const;
    /// From this day, 00:00 UTC, a build is no draft: the 5th of M, of M+1 for a calendar edition, four days after
    /// the end of a window of dates.
    Day due() const;
};

/// The window of the edition of `month`: [the 15th of M-2, the 1st of M), so 15 December 2021 up to and including
/// 31 January 2022 for February 2022.
EditionKey edition_of(Month month);
EditionKey calendar_edition_of(Month month);
EditionKey dates_edition_of(Month month, Window window);
/// The newest edition of that kind that is due on `today`.
EditionKey newest_due(WindowKind kind, Day today);

}  // namespace digest
