#include "digest/model/topic.h"

#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {

std::string Topic::running_text() const {
    return in_text.empty() ? ascii_lower(name) : in_text;
}

std::string Landmark::address() const {
    return arxiv_id.empty() ? url : abstract_url(arxiv_id);
}

}  // namespace digest
