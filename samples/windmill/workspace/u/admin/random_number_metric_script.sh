# Processes a random number of records and pushes that number.
# The job is named after this script: Windmill sets WM_JOB_PATH.
pushgateway="$1"
success_interval="$2"
jar="${3:-/jobs/random-number.jar}"

export PUSHGATEWAY="$pushgateway"
export JOB_SUCCESS_INTERVAL="$success_interval"

# exec replaces bash with Java. Otherwise the signal that cancels a run would never reach the application
exec java -XX:TieredStopAtLevel=1 -jar "$jar"
