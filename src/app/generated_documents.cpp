#include "digest/app/generated_documents.h"

#include "app/commands/verbs.h"
#include "app/terminal/completion_script.h"
#include "app/terminal/manual_page.h"

namespace digest {

std::string bash_completion_script() {
    return bash_completion_script(documentation_of(all_verbs()));
}

std::string manual_page(std::string_view date) {
    return manual_page(documentation_of(all_verbs()), date);
}

}  // namespace digest
