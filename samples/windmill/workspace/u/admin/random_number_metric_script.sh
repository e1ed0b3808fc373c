# Processes a random number of records and pushes that number.
# The job is named after this script: Windmill sets WM_JOB_PATH.

# Windmill reads the arguments and their defaults from these lines. It fills the form with the defaults, and replaces
# "$var:…" with the value of that variable when the run starts.
pushgateway="${1:-$var:u/admin/pushgateway}"
success_interval="${2:-$var:u/admin/random_number_success_interval}"
jar="${3:-/jobs/random-number.jar}"

# A run that was started without arguments, for example by the API, gets no variables: bash turns the two defaults into
# ":u/…". Pass an empty value instead, so that the application says what is missing.
export PUSHGATEWAY="${pushgateway##:*}"
export JOB_SUCCESS_INTERVAL="${success_interval##:*}"

# exec replaces bash with Java. Otherwise the signal that cancels a run would never reach the application.
exec java -XX:TieredStopAtLevel=1 -jar "$jar"
