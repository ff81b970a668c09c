#pragma once

#include <string_view>

#include "digest/model/edition_settings.h"

namespace digest {

/// The fixed words of an edition in one language.
struct Labels {
    std::string_view research;
    std::string_view why;
    std::string_view insights;
    std::string_view by;
    std::string_view source;
    std::string_view figure;           ///< "figure": the number follows
    std::string_view figure_alt;       ///< begins an image's description, without number
    std::string_view figure_of_paper;  ///< with {} for the number
    std::string_view colon;
    std::string_view comma;
    std::string_view stop;
    std::string_view related;
    std::string_view list_comma;
    std::string_view last_and;
    std::string_view pick_here;  ///< with {} for the number
    std::string_view open_bracket;
    std::string_view close_bracket;
    std::string_view dash;
    std::string_view references;
    std::string_view references_heading;
    std::string_view trends;
    std::string_view trends_note;
    std::string_view chart_alt;
    std::string_view rising;              ///< with {} for papers now, papers before, ratio
    std::string_view falling;             ///< the same
    std::string_view risen_from_nothing;  ///< with {} for papers now
    std::string_view near_misses;
    std::string_view this_month;
    std::string_view before;
};

const Labels& labels_of(Language language);

}  // namespace digest
