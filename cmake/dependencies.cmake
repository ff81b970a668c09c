# Every library is a Debian package: find_package where it has a config or module, else pkg-config, else by file.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(pugixml REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(SQLite3 3.37 REQUIRED)  # STRICT tables
find_package(tomlplusplus 3 REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(simdjson REQUIRED)

pkg_check_modules(EIGEN3 REQUIRED IMPORTED_TARGET eigen3)
add_library(Eigen3::Eigen ALIAS PkgConfig::EIGEN3)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
add_library(utf8proc::utf8proc ALIAS PkgConfig::UTF8PROC)
pkg_check_modules(LBFGS REQUIRED IMPORTED_TARGET liblbfgs)
add_library(lbfgs::lbfgs ALIAS PkgConfig::LBFGS)

pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
add_library(nettle::nettle ALIAS PkgConfig::NETTLE)

# The package has neither a CMake config nor a .pc file.
find_path(MUSTACHE_INCLUDE_DIR kainjow/mustache.hpp REQUIRED)
add_library(mustache_headers INTERFACE)
target_include_directories(mustache_headers SYSTEM INTERFACE ${MUSTACHE_INCLUDE_DIR})
add_library(mustache::mustache ALIAS mustache_headers)

find_path(LIBLINEAR_INCLUDE_DIR linear.h PATH_SUFFIXES liblinear REQUIRED)
find_library(LIBLINEAR_LIBRARY linear REQUIRED)
add_library(liblinear_library INTERFACE)
target_include_directories(liblinear_library SYSTEM INTERFACE ${LIBLINEAR_INCLUDE_DIR})
target_link_libraries(liblinear_library INTERFACE ${LIBLINEAR_LIBRARY})
add_library(liblinear::liblinear ALIAS liblinear_library)
