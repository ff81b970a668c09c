#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace digest {

/// What is to be known of a signal beside its formula: one row of model/signals.def. Scorer, configuration, reasons and
/// colophon read it from here.
struct SignalRow {
    std::string_view name{};     ///< the key in [weights], and in JSON
    std::string_view english{};  ///< how it ranked the candidates: "by topic"
    std::string_view chinese{};
    double default_weight = 0;
    double least_weight = 0;  ///< that the configuration may give it
    double most_weight = 100;
    double most_share = 1;  ///< of the weights in force
    bool of_model = false;  ///< a fitted model's opinion: the words behind it cost as much as all else together
    /// Why a paper was chosen, in English, the language of reasons. {value} is the signal's, the others are of its
    /// first evidence: {count} "41 citations", {percentile} "98th percentile", {name} "ICLR", {words} ": agentic, open
    /// source" or nothing.
    std::string_view reason{};
    std::string_view strong_reason{};  ///< of values from `strong_from` on; empty: the same
    double strong_from = 1;
};

/// All signals in the order in which they are shown.
inline constexpr auto signal_table = std::to_array<SignalRow>({
#define SIGNAL(signal, ...) SignalRow{.name = #signal, __VA_ARGS__},
#define TEXT_SIGNAL(signal, ...) SignalRow{.name = #signal, __VA_ARGS__},
#include "digest/model/signals.def"
#undef TEXT_SIGNAL
#undef SIGNAL
});

/// Its place in the table; the table's size for a name that is in no row.
constexpr std::size_t signal_place(std::string_view name) {
    return static_cast<std::size_t>(std::find_if(signal_table.begin(), signal_table.end(),
                                                 [name](const SignalRow& row) { return row.name == name; }) -
                                    signal_table.begin());
}

/// Null for a name that is in no row: snapshots of other versions of the program know other signals.
constexpr const SignalRow* find_signal_row(std::string_view name) {
    const std::size_t place = signal_place(name);
    return place < signal_table.size() ? &signal_table[place] : nullptr;
}

}  // namespace digest
