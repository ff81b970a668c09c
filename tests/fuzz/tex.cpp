#include "digest/text/tex.h"

#include "digest/base/utf8.h"
#include "target.h"

namespace digest::fuzz {
namespace {

void convert(std::string_view bytes) {
    tex_to_unicode(bytes);
    const std::string tex = repair_utf8(bytes);  // as titles and abstracts are
    for (const MathStyle style : {MathStyle::unicode, MathStyle::keep}) {
        const TexText converted = tex_to_unicode(tex, style);
        require_text(converted.text);
        require(converted.text.size() <= 16 * tex.size() + 64, "text does not grow beyond bounds");
    }
    for (std::size_t at = tex.find('$'); at != std::string::npos; at = tex.find('$', at + 1)) {
        const std::size_t end = math_end(tex, at);
        require(end == std::string::npos || (end > at && end < tex.size() && tex[end] == '$'), "a dollar ends it");
    }
}

const Target target{"tex", convert};

}  // namespace
}  // namespace digest::fuzz
