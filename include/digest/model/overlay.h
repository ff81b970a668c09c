#pragma once

#include <optional>
#include <string>
#include <vector>

#include "digest/model/edition.h"

namespace digest {

/// A pick that the editor pinned. Texts are the editor's Markdown.
struct PinnedPick {
    std::vector<std::string> ids{};  ///< one, or two works in one heading; empty: a work without arXiv id, or a group
    std::string title{};
    std::string url{};
    std::vector<std::string> authors{};
    std::string heading{};  ///< of a group
    std::vector<std::string> items{};
    std::optional<int> rank{};
    std::string why{};
    std::string insights{};
    std::vector<Link> links{};
    std::optional<Figure> figure{};
    std::vector<std::string> related{};
    bool operator==(const PinnedPick&) const = default;
};

struct DroppedPaper {
    std::string id;
    std::string reason{};
    bool operator==(const DroppedPaper&) const = default;
};

/// The editor's file for one edition; its words always win.
struct Overlay {
    std::string title{};
    std::string opening{};
    std::string closing{};
    std::optional<Cover> cover{};
    std::vector<std::string> news{};
    std::vector<PinnedPick> picks{};
    std::vector<DroppedPaper> drops{};
    bool operator==(const Overlay&) const = default;
};

}  // namespace digest
