#pragma once

#include <string>
#include <vector>

namespace digest {

enum class NoticeKind {
    information,   ///< worth telling, nothing is wrong
    data_doubted,  ///< something was lost or is doubtful: a failure under --strict
};

/// Something that was survived and is told to the user once.
struct Notice {
    NoticeKind kind = NoticeKind::information;
    std::string message;
    std::string origin;  ///< file, service, day or id it is about

    bool operator==(const Notice&) const = default;
};

using Notices = std::vector<Notice>;

}  // namespace digest
