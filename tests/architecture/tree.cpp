#include "architecture/tree.h"

#include <algorithm>

namespace digest::architecture {

const std::vector<SourceFile>& sources() {
    static const std::vector<SourceFile> files = read_sources(root, {"include", "src"});
    return files;
}

Violations in_all_sources(Violations (*rule)(const SourceFile&)) {
    Violations all;
    for (const SourceFile& file : sources()) {
        const Violations found = rule(file);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

std::string lines(const Violations& violations) {
    std::string text;
    for (const std::string& violation : violations) {
        text += "\n" + violation;
    }
    return text;
}

}  // namespace digest::architecture
