#pragma once

#include <map>
#include <string>
#include <string_view>

#include "digest/base/error.h"
#include "digest/model/paper.h"

namespace digest::fuzz {

/// A reader of outside bytes, run with any bytes at all. It must return, and what it checks must hold.
using Run = void (*)(std::string_view bytes);

/// A static object of it makes the target known by its name, which is also that of its corpus.
struct Target {
    Target(const std::string& name, Run run);
};
const std::map<std::string, Run>& targets();

/// Ends the program with the name of the property, as a crash, where it does not hold.
void require(bool holds, std::string_view property);

// What several targets promise of a value.
void require_text(std::string_view text);        ///< UTF-8
void require_clean_text(std::string_view text);  ///< UTF-8 on one line, without control or hidden characters
void require_message(const Error& error);        ///< says something, as text
void require_harmless(std::string_view text);    ///< UTF-8 that cannot steer a terminal
void require_id(std::string_view id);            ///< an arXiv id without version
void require_paper(const Paper& paper);          ///< what model/paper.h promises
void require_web_address(std::string_view url);  ///< http(s), nothing in it that ends an address early

}  // namespace digest::fuzz
